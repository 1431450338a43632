/** The JSON of an answer. Throws with status and text for a refusal. */
export async function readOk<Body>(answer: Promise<Response>): Promise<Body> {
  const response = await answer;
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return response.json() as Promise<Body>;
}
