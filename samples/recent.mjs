/**
 * The text of a state file with its times moved so that it was last written now. The sample's own times stand still, and
 * work that was begun a year ago would be told of as left lying.
 */
export function recent(stateText, now = Date.now()) {
  const shift = now - Date.parse(JSON.parse(stateText).last_updated);
  const move = (time) => new Date(Date.parse(time) + shift).toISOString().replace(/\.\d+Z$/, 'Z');
  return stateText.replace(/"(\d{4}-\d\d-\d\dT[^"]+Z)"/g, (_, time) => `"${move(time)}"`);
}
