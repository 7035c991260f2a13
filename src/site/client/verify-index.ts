/** Reads the index of 档案查验. */

/** @param path below `/_verify/`. @returns null when there is no such file. @throws Error when the server does not answer */
export async function readIndex(path: string): Promise<string | null> {
  const response = await fetch(`/_verify/${path}`);
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.text();
}
