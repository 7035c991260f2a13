/** 签收: a form that asks for the document to be opened first lets itself be sent once that was done; the server asks again. */
const forms = document.querySelectorAll<HTMLFormElement>('form[data-desk-needs-opening]');
const buttons = [...forms].flatMap((form) => [...form.querySelectorAll('button')]);
for (const button of buttons) button.disabled = true;

for (const link of document.querySelectorAll('a[data-desk-opens]')) {
  link.addEventListener('click', () => {
    const mark = link.closest('tr')?.querySelector<HTMLElement>('[data-desk-mark]');
    if (mark) {
      mark.textContent = '已打开';
      mark.dataset.deskMark = 'opened';
    }
    const left = document.querySelectorAll('[data-desk-mark=unopened]').length;
    for (const told of document.querySelectorAll('[data-desk-unopened]')) told.textContent = String(left);
    // Of a list all that it asks for; of one document that one.
    for (const button of buttons) button.disabled = left > 0;
    const note = document.querySelector('[data-desk-opened]');
    if (note) note.textContent = '本账号已打开过这份文档。';
  });
}

export {};
