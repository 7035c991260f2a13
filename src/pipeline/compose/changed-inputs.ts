/** What changed between the inputs of two revisions, as 修订说明 prints it. Pure. */

interface Input {
  path: string;
  sha256: string;
}

/** Paths shown as a person knows them: a record by its id, anything else by its path. */
export function changedInputs(
  before: readonly Input[],
  now: readonly Input[],
): { added: string[]; changed: string[]; removed: string[] } {
  const old = new Map(before.map((i) => [i.path, i.sha256]));
  const current = new Map(now.map((i) => [i.path, i.sha256]));
  return {
    added: now.filter((i) => !old.has(i.path)).map((i) => inputName(i.path)),
    changed: now.filter((i) => old.has(i.path) && old.get(i.path) !== i.sha256).map((i) => inputName(i.path)),
    removed: before.filter((i) => !current.has(i.path)).map((i) => inputName(i.path)),
  };
}

function inputName(path: string): string {
  const record = /^records\/[^/]+\/\d{4}\/\d{2}\/([^/]+)\.(json|yaml)$/.exec(path);
  return record?.[1] ?? path;
}
