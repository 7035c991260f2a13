/** What is said of a file that was not read. */

const MB = 1024 * 1024;
/** Largest file that is read, in bytes. */
export const MOST_READ = 20 * MB;
export const TOO_LARGE = '大于 20 MB，文字没有检查';
/** Of a picture; whoever hands in many is told of them together. */
export const PICTURE = '是图片，其中的文字没有检查';
