/** What a form sent: texts by field name, and files that are on the disk already. */

/** A file as it came in, stored under a temporary name outside the workspace's records. */
export interface UploadedFile {
  /** As the browser named it, without folders. */
  name: string;
  /** Path on this machine; removed after the request unless it was moved. */
  path: string;
  size: number;
  /** Hex. */
  sha256: string;
}

export interface FormValues {
  /** The first value of a field, trimmed; empty when there is none. */
  text(name: string): string;
  /** All values of a field, trimmed, in the order of the page. */
  texts(name: string): readonly string[];
  /** Names of all fields, once each, in the order of the page. */
  names(): readonly string[];
  files(name: string): readonly UploadedFile[];
}

/** @param entries fields in the order in which they came */
export function formValues(
  entries: readonly (readonly [string, string])[] = [],
  files: ReadonlyMap<string, readonly UploadedFile[]> = new Map(),
): FormValues {
  const fields = new Map<string, string[]>();
  for (const [name, value] of entries) {
    const texts = fields.get(name) ?? [];
    // Browsers send line ends as CR LF (HTML, form submission); records hold LF.
    texts.push(value.replaceAll('\r\n', '\n').trim());
    fields.set(name, texts);
  }
  return {
    text: (name) => fields.get(name)?.[0] ?? '',
    texts: (name) => fields.get(name) ?? [],
    names: () => [...fields.keys()],
    files: (name) => files.get(name) ?? [],
  };
}
