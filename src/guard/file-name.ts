/** Names of files, as words. Pure. */

/** What a file is, where blanks are in its name. */
const SORT =
  /\.(?:jpe?g|png|gif|bmp|webp|heic|pdf|docx?|xlsx?|pptx?|wps|et|ofd|txt|md|csv|log|zip|rar|7z|gz|tar|bak|sql|json|ya?ml|xml|html?|eml|msg)$/i;

/** A name of a file is no excuse for what stands in front of its extension. */
export const withoutExtension = (text: string): string =>
  text.length > 255 || text.includes('\n')
    ? text
    : text.replace(/^\S+$/.test(text) ? /\.[A-Za-z][A-Za-z0-9]{0,4}$/ : SORT, '');
