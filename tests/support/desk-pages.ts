/** The pages of the desk that are one for all, from the table of its routes: the site may lead to them where somebody has an account. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROUTES = join(import.meta.dirname, '..', 'golden', 'desk-routes.txt');

export const deskPages: readonly string[] = [...readFileSync(ROUTES, 'utf8').matchAll(/ GET (\/[\w/-]*)$/gm)].map(
  ([, path]) => `/desk${path}`,
);
