/**
 * A record's form with scripts: what was typed is kept on the server every few seconds, a file is uploaded as soon as it is
 * chosen, and long lists of what may be named are asked for while somebody types. Without scripts the buttons do the same.
 */

const PAUSE_MS = 4_000;
const WAIT_MS = 250;

const form = document.querySelector<HTMLFormElement>('form[data-draft]');
if (form !== null) {
  keepDrafts(form);
  uploadAtOnce(form);
  feedLists();
  document.getElementById('faults')?.focus();
}

function keepDrafts(own: HTMLFormElement): void {
  const state = own.querySelector('[data-draft-state]');
  let timer = 0;
  let leaving = false;
  const save = async (): Promise<void> => {
    timer = 0;
    if (leaving) return;
    const data = new URLSearchParams();
    new FormData(own).forEach((value, name) => {
      if (typeof value === 'string' && name !== 'do') data.append(name, value);
    });
    try {
      const answer = await fetch(own.dataset.draft ?? '', { method: 'POST', body: data });
      const { at } = (await answer.json()) as { at?: string };
      if (state !== null) state.textContent = at === undefined ? '草稿没有存上，请不要关闭页面' : `草稿存于 ${at}`;
    } catch {
      if (state !== null) state.textContent = '连接不上服务器，草稿没有存上';
    }
  };
  own.addEventListener('input', () => {
    if (timer === 0) timer = window.setTimeout(save, PAUSE_MS);
  });
  own.addEventListener('submit', () => {
    leaving = true;
    window.clearTimeout(timer);
  });
}

function uploadAtOnce(own: HTMLFormElement): void {
  const input = own.querySelector<HTMLInputElement>('input[type="file"]');
  const button = own.querySelector<HTMLButtonElement>('button[value="upload"]');
  if (input === null || button === null) return;
  input.addEventListener('change', () => {
    if (input.files !== null && input.files.length > 0) button.click();
  });
}

function feedLists(): void {
  document.querySelectorAll<HTMLDataListElement>('datalist[data-source]').forEach((list) => {
    let timer = 0;
    document.querySelectorAll<HTMLInputElement>(`input[list="${list.id}"]`).forEach((input) => {
      input.addEventListener('input', () => {
        window.clearTimeout(timer);
        timer = window.setTimeout(() => feed(list, input.value), WAIT_MS);
      });
    });
  });
}

async function feed(list: HTMLDataListElement, words: string): Promise<void> {
  const answer = await fetch(`/desk/choices/${list.dataset.source}?q=${encodeURIComponent(words)}`);
  if (!answer.ok) return;
  const { choices } = (await answer.json()) as { choices: { id: string; text: string }[] };
  list.textContent = '';
  for (const { id, text } of choices) {
    const option = document.createElement('option');
    option.value = id;
    option.textContent = text;
    list.append(option);
  }
}
