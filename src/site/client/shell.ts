/** What every page does beyond being read: choose the theme, `/` for the search box, hints beside what is wide. */
import { foldedOutline } from './contents.ts';
import './document-links.ts';
import './heartbeat.ts';
import './log-memory.ts';
import './stack-records.ts';
import './wide.ts';

foldedOutline();

const STORAGE_KEY = 'opsledger-theme';
const choices = ['auto', 'light', 'dark'] as const;
type Choice = (typeof choices)[number];
const words: Record<Choice, string> = { auto: '自动', light: '浅色', dark: '深色' };

function stored(): Choice {
  const value = document.documentElement.getAttribute('data-ol-theme');
  return value === 'light' || value === 'dark' ? value : 'auto';
}

function apply(choice: Choice, button: HTMLElement): void {
  if (choice === 'auto') document.documentElement.removeAttribute('data-ol-theme');
  else document.documentElement.setAttribute('data-ol-theme', choice);
  button.textContent = `主题：${words[choice]}`;
}

function remember(choice: Choice): void {
  try {
    localStorage.setItem(STORAGE_KEY, choice);
  } catch {
    // Storage may be forbidden by policy; the choice then lasts for this page only.
  }
}

const button = document.querySelector<HTMLElement>('[data-ol-theme-button]');
if (button !== null) {
  button.hidden = false;
  apply(stored(), button);
  button.addEventListener('click', () => {
    const next = choices[(choices.indexOf(stored()) + 1) % choices.length] ?? 'auto';
    remember(next);
    apply(next, button);
  });
}

document.addEventListener('keydown', (event) => {
  const target = event.target as HTMLElement;
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
  if (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable) return;
  const box = document.querySelector<HTMLInputElement>('#ol-query, #ol-search-box');
  if (box === null) return;
  event.preventDefault();
  box.focus();
  box.select();
});
