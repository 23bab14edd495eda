'use strict';

function show(message) {
    const error = document.getElementById('error');
    error.textContent = message;
    error.hidden = false;
}

async function change(form) {
    document.getElementById('error').hidden = true;
    if (form.elements.password.value !== form.elements.again.value) {
        show('The new passwords differ');
        return;
    }
    const response = await fetch('/api/sessions/current/password', {
        method: 'POST',
        headers: {'Content-Type': 'application/json'},
        body: JSON.stringify({
            oldPassword: form.elements.oldPassword.value,
            password: form.elements.password.value
        })
    });
    if (response.ok) {
        form.reset();
        document.getElementById('done').hidden = false;
        return;
    }
    const problem = await response.json();
    show(problem.detail || problem.title);
}

document.getElementById('change').addEventListener('submit', event => {
    event.preventDefault();
    change(event.target).catch(() => show('The server does not answer'));
});
