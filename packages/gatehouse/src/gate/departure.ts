/** The headers that every answer of the gate carries. */

/** Both vendors' SDKs show their request id header in errors; here it is the crossing's id, ready for `explain`. */
export function departureHeaders(crossing: string): Record<string, string> {
  return {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'x-gatehouse-crossing': crossing,
    'x-request-id': crossing,
    'request-id': crossing,
  };
}
