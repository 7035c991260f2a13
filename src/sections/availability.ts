/** 可用率: twelve months of each system as bars, the year, what the contract asks for, and each interruption. Pure but for drawing. */
import type { SitePage } from '../report/site-model.ts';
import { defineSection } from './_section.ts';
import { overview, systemSection } from './availability/months.ts';
import { toldIn, type Year, yearNeeds, yearOf } from './availability/year.ts';
import type { SiteFacts } from './parts/facts.ts';
import { outageNeeds } from './parts/outages.ts';

export default defineSection({
  id: 'availability',
  title: '可用率',
  place: 'aside',
  order: 45,
  topics: ['availability', 'watch', 'monitoring'],
  needs: [...yearNeeds, ...outageNeeds],
  shows: [],
  compose(facts) {
    const year = yearOf(facts);
    return year === null ? [] : [page(facts, year)];
  },
});

/** The systems each with its bars; of everything else that is watched what was interrupted. */
function page(facts: SiteFacts, year: Year): SitePage {
  const own = toldIn(facts, year);
  const told = year.targets.filter(({ target }) => own.has(target));
  return {
    path: '',
    title: '可用率',
    description: `${year.from} 至 ${year.to}，逐月。没有观测到的时间既不算可用也不算中断，双方同意的计划维护不计。`,
    sections: [overview(facts, year, own), ...told.map((one) => systemSection(facts, year, one))],
  };
}
