/** Who writes what in a workspace: what people keep with an editor, and what the program writes once. Relative paths, with `/`. */

/** Settings of the workspace. */
export const SETTINGS_FILE = 'opsledger.yaml';

/** Folders and files that people keep with an editor, beside the records. */
export const HAND_EDITED: readonly string[] = ['contract', 'plans', 'knowledge-base', SETTINGS_FILE, 'leak-allow.yaml'];

/** Files that rule what git takes in. */
export const GIT_RULES: readonly string[] = ['.gitignore', '.gitattributes'];

/** What no later commit may change. */
export const WRITE_ONCE: readonly string[] = ['archive', 'evidence', ...GIT_RULES];

/** Folders in which whoever writes can say what time it was. */
export const DATED: readonly string[] = ['records', 'archive'];
