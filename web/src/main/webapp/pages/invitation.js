'use strict';

function show(message) {
    const error = document.getElementById('error');
    error.textContent = message;
    error.hidden = false;
}

async function accept(wish, next) {
    const response = await fetch('/api/invitations/accepted', {
        method: 'POST',
        headers: {'Content-Type': 'application/json'},
        body: JSON.stringify({token: location.hash.slice(1), ...wish})
    });
    if (response.ok) {
        location.replace(next);
        return;
    }
    const problem = await response.json();
    show(problem.detail || problem.title);
}

function onSubmit(form, work) {
    document.getElementById(form).addEventListener('submit', event => {
        event.preventDefault();
        work(event.target).catch(() => show('The server does not answer'));
    });
}

onSubmit('known', () => accept({}, '/tenants'));
onSubmit('acceptance', form => accept({
    id: form.elements.id.value.trim(),
    displayName: form.elements.displayName.value.trim(),
    password: form.elements.password.value
}, '/login'));

fetch('/api/sessions/current').then(async response => {
    if (response.ok) {
        document.getElementById('who').textContent = (await response.json()).user;
        document.getElementById('known').hidden = false;
    } else {
        const signIn = document.getElementById('sign-in');
        signIn.href = '/login?to=/invitation' + location.hash; // the token stays behind the hash, where no server sees it
        signIn.hidden = false;
    }
});
