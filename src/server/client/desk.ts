/**
 * What makes every page of the desk better where scripts run: a form is sent once, and what was typed and not saved is not lost by
 * a wrong click. Without scripts all of it works; the server keeps a double submit from being two records.
 */

for (const form of document.querySelectorAll('form')) {
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent === 'yes') {
      event.preventDefault();
      return;
    }
    form.dataset.sent = 'yes';
  });
}

// A page that the browser shows again from its memory may be sent again.
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form')) delete form.dataset.sent;
});
