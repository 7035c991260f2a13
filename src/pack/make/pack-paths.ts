/** Where each thing lies in an audit pack. Every path is ASCII and shorter than 120 characters, whatever names a contract gives. Pure. */

/** Longer paths are cut by tools that auditors still use to unpack. */
export const MAX_PATH = 119;

export const DOCUMENTS = 'documents/';
export const EVIDENCE = 'evidence/';
export const LOG = 'log/';
export const CONTENTS_FILE = 'contents.xlsx';
export const EXPLANATION_FILE = 'how-to-verify.pdf';

/** Of a file of a document. @param name as its manifest has it */
export const documentPath = (number: string, name: string): string => `${DOCUMENTS}${number}/${name}`;

export const proofPath = (number: string): string => `proofs/${number}.tlog-proof`;

/** Of a signed copy. @param sha256 hex of its bytes */
export const signedPath = (number: string, sha256: string, name: string): string =>
  `signed/${number}/${sha256.slice(0, SHORT)}${extension(name)}`;

/** Of an original, by its digest. @param name under which it came, for the extension */
export const evidencePath = (sha256: string, name: string): string => `${EVIDENCE}${sha256}${extension(name)}`;

/** Of a record or a file of the contract: as it is now at its path in the workspace; an earlier version bears the beginning of its digest. */
export function versionPath(path: string, sha256: string, isNewest: boolean): string {
  if (isNewest) return path;
  const dot = path.lastIndexOf('.');
  return `${path.slice(0, dot)}~${sha256.slice(0, SHORT)}${path.slice(dot)}`;
}

/** Of a file whose name may be of any language. @param folder with `/` @param digest hex, of its path in the workspace */
export function asciiPath(folder: string, path: string, digest: string): string {
  const own = path.startsWith(folder) ? path : `${folder}${path}`;
  return isPackPath(own) ? own : `${folder}${digest.slice(0, SHORT)}${extension(path)}`;
}

/** true for a path that a pack may hold. */
export const isPackPath = (path: string): boolean =>
  path.length <= MAX_PATH &&
  /^[A-Za-z0-9_~.-]+(?:\/[A-Za-z0-9_~.-]+)*$/.test(path) &&
  !/(?:^|\/)\.\.?(?:\/|$)/.test(path);

/** Digits of a digest that tell files of one pack apart. */
const SHORT = 16;

/** `.pdf` of a name; empty when it has none that a pack may bear. */
function extension(name: string): string {
  const [found = ''] = /\.[A-Za-z0-9]{1,8}$/.exec(name) ?? [];
  return found.toLowerCase();
}

/** Files that are compressed as they are: deflating them again costs time and saves nothing. */
const COMPRESSED = /\.(?:pdf|xlsx|docx|pptx|jpe?g|png|gif|webp|zip|gz|7z|rar|mp4|ofd)$/i;

export const isCompressed = (path: string): boolean => COMPRESSED.test(path);
