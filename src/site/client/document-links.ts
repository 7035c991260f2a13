/**
 * Leads whoever opens a document to the page that has the way back. Links go to the bare file, so that they work without scripts; this
 * changes one when it is pointed at, reached by the keyboard or clicked. A link that is to open the bare file says `data-bare`.
 */
import { documentPage } from '../lib/document-page.ts';

function lead({ target }: Event): void {
  const link = target instanceof Element ? target.closest('a') : null;
  if (link === null || link.hasAttribute('download') || link.hasAttribute('data-bare')) return;
  const page = documentPage(link.getAttribute('href') ?? '');
  if (page !== null) link.setAttribute('href', page);
}

for (const type of ['pointerover', 'focusin', 'click']) document.addEventListener(type, lead, { capture: true });
