/** The charts of the composed pages, drawn, so that they show without scripts. */
import type { Block, SiteModel } from '../../report/site-model.ts';

/** ECharts is loaded where there is something to draw: that takes longer than composing the pages. */
export async function withDrawings(sections: SiteModel['sections']): Promise<SiteModel['sections']> {
  const blocks = sections.flatMap(({ pages }) => pages.flatMap((page) => page.sections.flatMap((one) => one.blocks)));
  if (!blocks.some(({ type }) => type === 'chart')) return sections;
  const { drawChart } = await import('../../render/html/chart.ts');
  const drawn = (block: Block): Block =>
    block.type !== 'chart' || block.svg !== undefined ? block : { ...block, svg: drawChart(block, block.key ?? '') };
  return sections.map((section) => ({
    ...section,
    pages: section.pages.map((page) => ({
      ...page,
      sections: page.sections.map((part) => ({ ...part, blocks: part.blocks.map(drawn) })),
    })),
  }));
}
