'use strict';

const AT_ONCE = 25;
let offset = 0;

const element = id => document.getElementById(id);

function show(message) {
    element('error').textContent = message;
    element('error').hidden = false;
}

async function json(response) {
    const body = await response.json();
    if (!response.ok) {
        throw new Error(body.detail || body.title);
    }
    return body;
}

function row(cells, kind) {
    const line = document.createElement('tr');
    for (const cell of cells) {
        const place = document.createElement(kind);
        place.append(...[].concat(cell === null || cell === undefined ? '–' : cell));
        line.append(place);
    }
    return line;
}

function link(text, target) {
    const there = document.createElement('a');
    there.textContent = text;
    there.href = target;
    return there;
}

function fill(titles, rows) {
    document.querySelector('thead').replaceChildren(row(titles, 'th'));
    document.querySelector('tbody').replaceChildren(...rows.map(cells => row(cells, 'td')));
}

function apps(links) {
    return links.cockpit
        ? [link('Cockpit', links.cockpit), ' ', link('Tasklist', links.tasklist), ' ', link('Admin', links.admin)]
        : null;
}

/** What operators see: all tenants and what goes on in them. */
async function overview() {
    const query = new URLSearchParams({offset, limit: AT_ONCE});
    for (const name of ['search', 'status']) {
        if (element(name).value.trim()) {
            query.set(name, element(name).value.trim());
        }
    }
    const page = await json(await fetch('/api/overview?' + query));
    const count = (one, name) => one.counts ? String(one.counts[name]) : null;
    fill(
        ['Id', 'Name', 'Tier', 'Isolation', 'Status', 'Running instances', 'Open tasks', 'Incidents', 'Failed jobs', ''],
        page.items.map(one => [
            one.tenant.id, one.tenant.name, one.tenant.tier, one.tenant.isolation, one.tenant.status,
            count(one, 'instances'), count(one, 'tasks'), count(one, 'incidents'), count(one, 'failedJobs'),
            apps(one.tenant.links)
        ]));
    element('filter').hidden = false;
    element('paging').hidden = false;
    element('range').textContent = page.total === 0
        ? 'none'
        : `${page.offset + 1} to ${page.offset + page.items.length} of ${page.total}`;
    element('previous').disabled = page.offset === 0;
    element('next').disabled = page.offset + page.items.length >= page.total;
    element('error').hidden = true;
}

async function switchTo(tenant) {
    await json(await fetch('/api/sessions/current/tenant', {
        method: 'PUT',
        headers: {'Content-Type': 'application/json'},
        body: JSON.stringify({tenant})
    }));
    location.assign('/camunda/app/tasklist/' + tenant + '/');
}

/** What members see: the tenants that they belong to. */
async function own() {
    const memberships = await json(await fetch('/api/sessions/current/tenants'));
    fill(['Id', 'Role', ''], memberships.map(one => {
        const go = document.createElement('button');
        go.type = 'button';
        go.textContent = 'Open';
        go.addEventListener('click', () => switchTo(one.tenant).catch(failure => show(failure.message)));
        return [one.tenant, one.role, go];
    }));
}

async function start() {
    const me = await json(await fetch('/api/sessions/current'));
    element('who').textContent = me.user;
    await (me.tenant === null && me.groups.includes('operator') ? overview() : own());
}

function turn(pages) {
    offset = Math.max(0, offset + pages * AT_ONCE);
    overview().catch(failure => show(failure.message));
}

element('filter').addEventListener('submit', event => {
    event.preventDefault();
    offset = 0;
    turn(0);
});
element('previous').addEventListener('click', () => turn(-1));
element('next').addEventListener('click', () => turn(1));
element('leave').addEventListener('click', async event => {
    event.preventDefault();
    await fetch('/api/sessions/current', {method: 'DELETE'});
    location.assign('/login');
});

start().catch(failure => show(failure.message));
