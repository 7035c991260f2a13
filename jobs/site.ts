/** Every hour: due times pass and articles are edited without anything being issued. */
export default {
  id: 'site',
  label: '站点更新',
  schedule: '5 * * * *',
  publishes: true,
  async run(pipeline: { publish(): Promise<void> }): Promise<void> {
    await pipeline.publish();
  },
};
