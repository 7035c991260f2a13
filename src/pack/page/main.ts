/** The page of a pack: takes the unpacked folder, has it checked beside itself, and shows what was found. */
import '../../site/client/floor.ts';
import { printedIn } from '../../proof/printed-in.ts';
import { sizeText } from '../../wording/figures.ts';
import type { CheckResult } from '../check/check-pack.ts';
import { sheetText } from '../check/result-sheet.ts';
import { clockText, element, part } from './dom.ts';
import { chosenFiles, droppedFiles, type Held, zipFiles } from './folder.ts';
import { type Answer, type Asked, openJobs } from './job.ts';
import { facts, resultSheet, verdictBox } from './result.ts';
import { openSampling } from './sampling.ts';
import { pageTools } from './tools.ts';

let latest: CheckResult | null = null;
let checkedAt = '';
const sampling = openSampling(() => latest);

/** Where the work is done: a worker from the text that lies in `worker.js`, or this page where that is refused. */
function openWork(tell: (answer: Answer) => void): (asked: Asked) => void {
  const here = openJobs(tell);
  const text = (self as unknown as { opsledgerWorker?: string }).opsledgerWorker ?? '';
  try {
    const worker = new Worker(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
    let isAlive = true;
    const waiting: Asked[] = [];
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => tell(data));
    worker.addEventListener('error', () => {
      isAlive = false;
      for (const asked of waiting.splice(0)) void here(asked);
    });
    return (asked) => {
      if (!isAlive) return void here(asked);
      waiting.splice(0, waiting.length, asked);
      worker.postMessage(asked);
    };
  } catch {
    return (asked) => void here(asked);
  }
}

const ask = openWork((answer) => {
  if (answer.kind === 'progress') return showProgress(answer.done, answer.total);
  if (answer.kind === 'document') return showDocument(answer);
  part('progress').hidden = true;
  if (answer.kind === 'failed') return refuse(`查验中断：${answer.why}。请重新选择文件夹再试。`);
  if ('unreadable' in answer.result) return refuse(answer.result.unreadable);
  showResult(answer.result);
});

function showProgress(done: number, total: number): void {
  part('progress').hidden = false;
  part<HTMLProgressElement>('bar').value = total === 0 ? 1 : done / total;
  part('progress-text').textContent = `已核对 ${sizeText(done)}，共 ${sizeText(total)}`;
}

function refuse(text: string): void {
  latest = null;
  part('sheet').replaceChildren(verdictBox({ tone: 'abnormal', text }));
  part('result').hidden = false;
  part('after').hidden = true;
  part('sampling').hidden = true;
}

function showResult(result: CheckResult): void {
  const isFirst = latest === null;
  latest = result;
  document.title = `查验 ${result.pack.project} ${result.pack.from} 至 ${result.pack.to}`;
  part('sheet').replaceChildren(...resultSheet(result, checkedAt));
  for (const id of ['result', 'after', 'sampling']) part(id).hidden = false;
  sampling.refresh();
  part('cards').replaceChildren();
  if (isFirst) part('result-title').focus();
}

function begin(files: readonly Held[]): void {
  latest = null;
  checkedAt = clockText();
  part('result').hidden = true;
  part('sampling').hidden = true;
  showProgress(
    0,
    files.reduce((sum, { size }) => sum + size, 0),
  );
  const key = part<HTMLInputElement>('key').value.trim();
  ask({ kind: 'pack', files, sm3: part<HTMLInputElement>('sm3').checked, key: key === '' ? null : key });
}

async function beginZip(file: File): Promise<void> {
  const files = await zipFiles(file).catch(() => undefined);
  if (files === undefined) refuse(`“${file.name}”不能直接读取：请先解压，再选择解压后的文件夹`);
  else begin(files);
}

part('folder').addEventListener('change', ({ target }) => {
  const { files } = target as HTMLInputElement;
  if (files !== null && files.length > 0) begin(chosenFiles(Array.from(files)));
});
part('zip').addEventListener('change', ({ target }) => {
  const [file] = (target as HTMLInputElement).files ?? [];
  if (file !== undefined) void beginZip(file);
});

const drop = part('drop');
for (const type of ['dragenter', 'dragover']) {
  drop.addEventListener(type, (event) => {
    event.preventDefault();
    drop.classList.add('over');
  });
}
drop.addEventListener('dragleave', () => drop.classList.remove('over'));
drop.addEventListener('drop', (event) => {
  event.preventDefault();
  drop.classList.remove('over');
  const { dataTransfer } = event as DragEvent;
  const entries = Array.from(dataTransfer?.items ?? [], (item) => item.webkitGetAsEntry()).filter(
    (entry): entry is FileSystemEntry => entry !== null,
  );
  const [file] = dataTransfer?.files ?? [];
  if (entries.length === 1 && entries[0]?.isFile === true && file !== undefined) void beginZip(file);
  else void droppedFiles(entries).then(begin, () => refuse('文件夹读不出来：请用“选择文件夹”再试'));
});

part('compare').addEventListener('submit', (event) => {
  event.preventDefault();
  ask({ kind: 'claim', claim: part<HTMLTextAreaElement>('claim').value });
});
part('claim-file').addEventListener('change', ({ target }) => {
  const [file] = (target as HTMLInputElement).files ?? [];
  void file?.arrayBuffer().then((buffer) => {
    const bytes = new Uint8Array(buffer);
    // Of a document that somebody kept it is the line that it prints.
    const printed = printedIn(bytes, pageTools.pdf);
    const text = printed === undefined ? new TextDecoder().decode(bytes) : `${printed.size} 条 ${printed.root}`;
    part<HTMLTextAreaElement>('claim').value = text;
    ask({ kind: 'claim', claim: text });
  });
});

part('print-result').addEventListener('click', () => printOnly('result'));
part('print-cards').addEventListener('click', () => printOnly('sampling'));

/** Prints one part of the page alone. */
function printOnly(id: string): void {
  document.body.dataset['print'] = id;
  window.print();
}

part('save').addEventListener('click', () => {
  if (latest === null) return;
  const link = element('a');
  link.href = URL.createObjectURL(
    new Blob(['\ufeff', sheetText(latest, checkedAt)], { type: 'text/plain;charset=utf-8' }),
  );
  link.download = `查验结果_${latest.pack.from}_${latest.pack.to}.txt`;
  link.click();
});

for (const input of document.querySelectorAll<HTMLInputElement>('input[type="file"]')) {
  const label = document.querySelector(`label[for="${input.id}"]`);
  // The field itself is not to be seen; its label is the button.
  input.addEventListener('focus', () => label?.classList.add('focused'));
  input.addEventListener('blur', () => label?.classList.remove('focused'));
  const name = document.getElementById(`${input.id}-name`);
  input.addEventListener('change', () => {
    if (name !== null) name.textContent = input.files?.[0]?.name ?? '还没有选择';
  });
}

part('one').addEventListener('submit', (event) => {
  event.preventDefault();
  const [file] = part<HTMLInputElement>('one-file').files ?? [];
  const [proof] = part<HTMLInputElement>('one-proof').files ?? [];
  if (file === undefined || proof === undefined) {
    part('one-found').replaceChildren(
      verdictBox({ tone: 'attention', text: '请选择文档和它的证明（.tlog-proof）两个文件。' }),
    );
    return;
  }
  ask({ kind: 'document', name: file.name, file, proof, key: part<HTMLInputElement>('one-key').value });
});

function showDocument({ found }: Extract<Answer, { kind: 'document' }>): void {
  const tone = ({ right: 'normal', unsigned: 'attention', wrong: 'abnormal' } as const)[found.state];
  const rows: [string, string][] = [];
  if (found.number !== null) rows.push(['文档编号', found.number]);
  if (found.head !== null) rows.push(['校验点', found.head]);
  part('one-found').replaceChildren(verdictBox({ tone, text: found.text }), facts(rows));
}

sampling.refresh();
