/** What `--rerender` does beside: everything is made anew, with all that composes documents. Loaded by who asks for it. */
export { reread } from './reread.ts';
export { rereadAnswers } from './reread-answers.ts';
export { rerender } from './rerender.ts';
