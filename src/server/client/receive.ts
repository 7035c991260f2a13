/** 签收: a form that asks for the document to be opened first lets itself be sent once that was done; the server asks again. */
const forms = document.querySelectorAll<HTMLFormElement>('form[data-desk-needs-opening]');
const buttons = [...forms].flatMap((form) => [...form.querySelectorAll('button')]);
for (const button of buttons) button.disabled = true;

for (const link of document.querySelectorAll('a[data-desk-opens]')) {
  link.addEventListener('click', () => {
    for (const button of buttons) button.disabled = false;
    const mark = link.closest('tr')?.querySelector('[data-desk-mark]');
    if (mark) mark.textContent = '已打开';
    const left = document.querySelector('[data-desk-unopened]');
    const marks = [...document.querySelectorAll('[data-desk-mark]')];
    if (left) left.textContent = String(marks.filter((one) => one.textContent !== '已打开').length);
    const note = document.querySelector('[data-desk-opened]');
    if (note) note.textContent = '本账号已打开过这份文档。';
  });
}

export {};
