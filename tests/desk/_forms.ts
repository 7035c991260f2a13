/** Reading the pages of forms as a person does: what stands beside a label, and what the form would send. */
import { expect } from 'vitest';
import type { Fields, Person } from './_desk.ts';

const unescaped = (text: string): string =>
  text.replace(
    /&(quot|amp|lt|gt|#x27|#x3D);/g,
    (_, name: string) => ({ quot: '"', amp: '&', lt: '<', gt: '>', '#x27': "'", '#x3D': '=' })[name] ?? '',
  );

const attribute = (tag: string, name: string): string | undefined => {
  const found = new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? undefined : unescaped(found);
};

/** Everything that a browser would send of the form on the page, its buttons apart. */
export function sentBy(html: string): Record<string, string[]> {
  const form = /<form method="post" action="\/desk\/records[^>]*>[\s\S]*?<\/form>/.exec(html)?.[0] ?? '';
  const fields: Record<string, string[]> = {};
  const add = (name: string | undefined, value: string): void => {
    if (name !== undefined) fields[name] = [...(fields[name] ?? []), value];
  };
  for (const [tag] of form.matchAll(/<input [^>]*>/g)) {
    const type = attribute(tag, 'type');
    if (type === 'file' || ((type === 'radio' || type === 'checkbox') && !tag.includes(' checked'))) continue;
    add(attribute(tag, 'name'), attribute(tag, 'value') ?? '');
  }
  for (const [, tag = '', text = ''] of form.matchAll(/(<textarea [^>]*>)([\s\S]*?)<\/textarea>/g))
    add(attribute(tag, 'name'), unescaped(text));
  for (const [, tag = '', options = ''] of form.matchAll(/(<select [^>]*>)([\s\S]*?)<\/select>/g)) {
    const chosen = /<option value="([^"]*)" selected>/.exec(options)?.[1] ?? '';
    add(attribute(tag, 'name'), unescaped(chosen));
  }
  delete fields['token'];
  return fields;
}

/** What is wrong with each field, by the name of its input; those of the whole form under an empty name. */
export const faultsOf = (html: string): string[] =>
  [...html.matchAll(/class="desk-fault[^"]*" role="alert">([^<]*)</g)].map(([, text = '']) => unescaped(text));

/** Opens a form, writes into it, and presses one of its buttons. */
export async function fill(
  person: Person,
  path: string,
  fields: Fields,
  button: string,
): Promise<{ status: number; html: string; to: string }> {
  const page = await person.get(path);
  expect(page.status).toBe(200);
  return press(person, path, { ...sentBy(await page.text()), ...fields }, button);
}

/** Sends a form as it stands, by one of its buttons. */
export async function press(
  person: Person,
  path: string,
  fields: Fields,
  button: string,
): Promise<{ status: number; html: string; to: string }> {
  const answer = await person.post(path, { ...fields, do: button });
  return { status: answer.status, html: await answer.text(), to: answer.headers.get('location') ?? '' };
}
