/**
 * The thread that reads the words of one package of parts (Office, WPS, OFD, zip) and ends. A hostile one may exhaust memory or never finish: both are bounded by who
 * starts it, and nothing but texts comes back.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { UserError } from '../../contract/error.ts';
import { readZip, type ZipLimits } from '../../scanners/read/zip.ts';
import { withoutExtension } from '../file-name.ts';
import type { FileText, TextRequest } from './file-text.ts';
import { packageText } from './xml-text.ts';

const MB = 1024 * 1024;
const LIMITS: ZipLimits = { archive: 20 * MB, entries: 5000, entry: 40 * MB, total: 80 * MB };
/** Files in an archive that are text by their names. */
const PLAIN = /\.(?:txt|md|csv|tsv|json|ya?ml|xml|html?|conf|cnf|cfg|ini|env|properties|sql|sh|bat|ps1|py|log|eml)$/i;
const OFFICE = /^(?:word\/|xl\/|ppt\/|content\.xml$|OFD\.xml$|mimetype$|\[Content_Types\]\.xml$)/i;
function textOfZip(bytes: Uint8Array, file: string): FileText {
  const entries = readZip(bytes, file, LIMITS);
  const { text, pictures } = packageText(entries);
  if (entries.some(({ name }) => OFFICE.test(name)))
    return { text, unread: pictures === 0 ? null : `其中的 ${pictures} 张图片没有检查` };
  const plain = entries.filter(({ name }) => PLAIN.test(name));
  const others = entries.length - plain.length;
  return {
    // Their names are words, too.
    text: [
      ...entries.map(({ name }) => withoutExtension(name)),
      ...plain.map((one) => new TextDecoder().decode(one.bytes())),
    ].join('\n'),
    unread: others === 0 ? null : `压缩包内有 ${others} 个文件没有检查`,
  };
}

function answer({ bytes, file }: TextRequest): FileText {
  try {
    return textOfZip(bytes, file);
  } catch (error) {
    const { message } = error as Error;
    return {
      text: '',
      unread: `读不出文字（${error instanceof UserError ? error.summary.replace(/，没有导入.*$/, '') : message}）`,
    };
  }
}

parentPort?.postMessage(answer(workerData as TextRequest));
