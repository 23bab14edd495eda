'use strict';

function show(message) {
    const error = document.getElementById('error');
    error.textContent = message;
    error.hidden = false;
}

async function accept(form) {
    const response = await fetch('/api/invitations/accepted', {
        method: 'POST',
        headers: {'Content-Type': 'application/json'},
        body: JSON.stringify({
            token: location.hash.slice(1),
            id: form.elements.id.value.trim(),
            displayName: form.elements.displayName.value.trim(),
            password: form.elements.password.value
        })
    });
    if (response.ok) {
        location.replace('/login');
        return;
    }
    const problem = await response.json();
    show(problem.detail || problem.title);
}

document.getElementById('acceptance').addEventListener('submit', event => {
    event.preventDefault();
    accept(event.target).catch(() => show('The server does not answer'));
});
