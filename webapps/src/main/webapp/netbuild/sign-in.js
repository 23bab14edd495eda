// The platform has one page for signing in. Whenever a web application is about to show its own, that page takes its place.
(function () {
    'use strict';
    function lead() {
        if (/^#\/(login|setup)\b/.test(window.location.hash)) {
            window.location.replace('/login?to=' + encodeURIComponent(window.location.pathname));
        }
    }
    window.addEventListener('hashchange', lead);
    window.addEventListener('popstate', lead);
    ['pushState', 'replaceState'].forEach(function (name) {
        var original = window.history[name];
        window.history[name] = function () {
            var result = original.apply(this, arguments);
            lead();
            return result;
        };
    });
    lead();
})();
