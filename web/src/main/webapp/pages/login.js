'use strict';

const HOME = '/camunda/app/';
const TENANTS = '/tenants';

/** Where the user wanted to go: a place of this server, whatever the address says. */
function destination(home) {
    const wanted = new URLSearchParams(location.search).get('to') || home;
    const url = URL.canParse(wanted, location.origin) ? new URL(wanted, location.origin) : null;
    if (!url || url.origin !== location.origin) {
        return home;
    }
    return url.pathname + url.search + (url.hash || location.hash); // a browser that is sent here keeps the hash
}

function show(message) {
    const error = document.getElementById('error');
    error.textContent = message;
    error.hidden = false;
}

async function signIn(form) {
    const body = {username: form.elements.username.value.trim(), password: form.elements.password.value};
    if (form.elements.tenant.value.trim()) {
        body.tenant = form.elements.tenant.value.trim();
    }
    const response = await fetch('/api/sessions', {
        method: 'POST',
        headers: {'Content-Type': 'application/json'},
        body: JSON.stringify(body)
    });
    if (response.ok) {
        const session = await response.json();
        location.replace(destination(session.tenant === null ? TENANTS : HOME)); // operators belong to no tenant
        return;
    }
    const problem = await response.json();
    if (problem.field === 'tenant') {
        document.getElementById('tenant-choice').hidden = false;
        form.elements.tenant.focus();
    }
    show(problem.detail || problem.title);
}

document.getElementById('sign-in').addEventListener('submit', event => {
    event.preventDefault();
    signIn(event.target).catch(() => show('The server does not answer'));
});

fetch('/api/sessions/oidc/provider').then(async response => {
    if (response.ok) {
        const provider = document.getElementById('provider');
        provider.textContent = 'Sign in with ' + (await response.json()).name;
        provider.href = '/api/sessions/oidc/start?to=' + encodeURIComponent(destination(HOME));
        provider.hidden = false;
    }
});
