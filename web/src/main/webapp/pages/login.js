'use strict';

const HOME = '/camunda/app/';

/** Where the user wanted to go: a place of this server, whatever the address says. */
function destination() {
    const wanted = new URLSearchParams(location.search).get('to') || HOME;
    const url = URL.canParse(wanted, location.origin) ? new URL(wanted, location.origin) : null;
    if (!url || url.origin !== location.origin) {
        return HOME;
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
        location.replace(destination());
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
        provider.href = '/api/sessions/oidc/start?to=' + encodeURIComponent(destination());
        provider.hidden = false;
    }
});
