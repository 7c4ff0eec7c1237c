// @ts-check
// Files that the build has packed, since not every static host does.

/**
 * The whole of a file, unpacked where it is gzip: some servers unpack on the way, so its first bytes decide.
 * @param {Response} response
 * @param {(bytes: number) => void} [progress] told how many bytes have arrived
 */
export async function unpack(response, progress = () => {}) {
  let arrived = 0;
  let lastReport = 0;
  /** @type {TransformStream<Uint8Array, Uint8Array>} */
  const counter = new TransformStream({
    transform(chunk, controller) {
      arrived += chunk.length;
      if (performance.now() - lastReport > 100) {
        lastReport = performance.now();
        progress(arrived);
      }
      controller.enqueue(chunk);
    },
  });
  const reader = /** @type {ReadableStream} */ (response.body).pipeThrough(counter).getReader();
  const first = await reader.read();
  const head = first.value ?? new Uint8Array();
  const rest = new ReadableStream({
    start(controller) {
      if (first.done) controller.close();
      else controller.enqueue(head);
    },
    async pull(controller) {
      const {done, value} = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
  const isGzip = head[0] === 0x1f && head[1] === 0x8b;
  const plain = isGzip ? rest.pipeThrough(new DecompressionStream('gzip')) : rest;
  return new Uint8Array(await new Response(plain).arrayBuffer());
}
