import { defineJob } from './_job.ts';

/** Every minute: what is due is collected and issued, and the site follows when something changed. */
export default defineJob({
  id: 'daily',
  label: '每日巡检与签发',
  schedule: '* * * * *',
  async run(pipeline) {
    if (await pipeline.tick()) await pipeline.publish();
  },
});
