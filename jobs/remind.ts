/** Every minute, whatever else is running: a reminder that waits for an inspection comes too late. */
export default {
  id: 'remind',
  label: '提醒',
  schedule: '* * * * *',
  apart: true,
  async run(pipeline: { remind(): Promise<void> }): Promise<void> {
    await pipeline.remind();
  },
};
