/**
 * Keeps what was answered as soon as it was, so that a wrong click, a closed window or a dead battery loses nothing. Without scripts
 * the buttons of the group keep it.
 */

/** Typing is kept when it pauses. */
const PAUSE = 700;

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-desk-keep]')) keepWhileFilling(form);

function keepWhileFilling(form: HTMLFormElement): void {
  const status = form.querySelector('[data-desk-kept]');
  let timer = 0;
  let running: Promise<void> = Promise.resolve();
  const say = (text: string): void => {
    if (status !== null) status.textContent = text;
  };
  const keep = async (): Promise<void> => {
    // Files and what takes them away go with the button alone.
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === 'string' && name !== 'drop' && name !== 'photoOf') fields.append(name, value);
    }
    try {
      const answer = await fetch(form.action, { method: 'POST', body: fields, redirect: 'manual' });
      // A redirect is how the server says that it kept it; else the page says what is wrong.
      const kept = answer.type === 'opaqueredirect';
      say(
        kept ? `已自动保存（${new Date().toTimeString().slice(0, 5)}）` : `尚未保存：${faultIn(await answer.text())}`,
      );
    } catch {
      say('没有保存：与服务器的连接中断，恢复后请按“保存已填的”');
    }
  };
  // What was done about it is asked of what is abnormal; without scripts once the answer is kept.
  form.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.type !== 'radio') return;
    target.closest('.desk-check')?.classList.toggle('desk-check-abnormal', target.value === 'abnormal');
  });
  form.addEventListener('input', () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      // One after the other: an earlier state must not come in last.
      running = running.then(() => (form.dataset.sent === 'yes' ? undefined : keep()));
    }, PAUSE);
  });
  form.addEventListener('submit', () => window.clearTimeout(timer));
}

const faultIn = (html: string): string =>
  new DOMParser()
    .parseFromString(html, 'text/html')
    .querySelector('.desk-fault, .desk-problem p')
    ?.textContent?.trim() ?? '请按“保存已填的”';
