/** The archived HTML: one self-contained page that reads well on a screen and prints as the PDF looks. */
import type { ChartBlock, ImageBlock, Medium } from '../../report/block.ts';
import type { ReportDocument } from '../../report/document.ts';
import { drawnOn } from '../../report/medium.ts';
import { forPaper } from '../paper/fit.ts';
import { embeddedPicture } from '../picture.ts';
import { alikeThousands } from '../thousands.ts';
import { pairedCharts } from './beside.ts';
import { type ImageLoader, imagesOf } from './images.ts';
import { fontCoverage, withoutMissing } from './missing-characters.ts';
import { drawPage, ownMarkup } from './templates.ts';
import { blockKey, documentView } from './view.ts';

async function loadImages(doc: ReportDocument, image: ImageLoader): Promise<Map<string, string>> {
  const sources = new Map<string, string>();
  for (const { sha256, mediaType } of imagesOf(doc)) {
    const bytes = await embeddedPicture(await image(sha256));
    sources.set(sha256, `data:${mediaType};base64,${Buffer.from(bytes).toString('base64')}`);
  }
  return sources;
}

async function drawCharts(doc: ReportDocument, paired: ReadonlySet<ChartBlock>): Promise<Map<ChartBlock, string>> {
  const found: [ChartBlock, string][] = doc.sections.flatMap((section, s) =>
    section.blocks.flatMap((block, b): [ChartBlock, string][] =>
      block.type === 'chart' ? [[block, blockKey(s, b)]] : [],
    ),
  );
  if (found.length === 0) return new Map();
  const { drawChart } = await import('./chart.ts'); // ECharts takes a while to load and most documents have no chart
  return new Map(found.map(([block, key]) => [block, drawChart(block, key, paired.has(block))]));
}

/**
 * The document as one HTML page (UTF-8 text), pictures and charts embedded. Needs no browser.
 * @param medium the archived page, or the one that is printed
 */
export async function renderPage(
  source: ReportDocument,
  image: ImageLoader,
  medium: Exclude<Medium, 'workbook'> = 'screen',
): Promise<string> {
  const drawn = alikeThousands(drawnOn(source, medium));
  const paper = medium === 'paper';
  const doc = withoutMissing(paper ? forPaper(drawn) : drawn, await fontCoverage());
  const paired = new Set(paper ? doc.sections.flatMap(({ blocks }) => [...pairedCharts(blocks)]) : []);
  const [images, charts] = await Promise.all([loadImages(doc, image), drawCharts(doc, paired)]);
  const drawings = {
    image: (block: ImageBlock) => images.get(block.sha256) as string,
    chart: (block: ChartBlock) => ownMarkup(charts.get(block) as string),
    isHalf: (block: ChartBlock) => paired.has(block),
  };
  const view = documentView(doc, drawings, paper);
  return drawPage(view);
}

/** {@link renderPage} as the bytes that are archived. */
export async function renderHtml(doc: ReportDocument, image: ImageLoader): Promise<Uint8Array> {
  return new TextEncoder().encode(await renderPage(doc, image));
}
