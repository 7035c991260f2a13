import { defineJob } from './_job.ts';

/** Every hour: due times pass and articles are edited without anything being issued. */
export default defineJob({
  id: 'site',
  label: '站点更新',
  schedule: '5 * * * *',
  async run(pipeline) {
    await pipeline.publish();
  },
});
