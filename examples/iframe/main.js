const frame = document.querySelector('iframe');
const output = document.querySelector('output');

// Where the page comes from another server, its origin stands here.
const origin = location.origin;

let last = 0;
const waiting = new Map();

/** Asks the stage in the frame for something; gives its answer. */
function ask(request) {
  last += 1;
  const id = last;
  frame.contentWindow.postMessage({ quorate: 1, id, ...request }, origin);
  return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
}

addEventListener('message', ({ source, data }) => {
  if (source !== frame.contentWindow || data?.quorate !== 1) return;
  if (data.id !== undefined) {
    const { resolve, reject } = waiting.get(data.id);
    waiting.delete(data.id);
    if ('error' in data) reject(new Error(data.error));
    else resolve(data.result);
  } else if (data.event === 'quorate-lessonstep') {
    output.value = `Step ${data.detail.step}`;
  } else if (data.event === 'key') {
    // What the stage does not use is for this page, as if the frame were not there.
    const { key, code, shiftKey, ctrlKey, altKey, metaKey } = data;
    document.dispatchEvent(new KeyboardEvent('keydown', { key, code, shiftKey, ctrlKey, altKey, metaKey }));
  }
});

function press(id, request) {
  document.getElementById(id).addEventListener('click', () => {
    ask(request).catch((error) => {
      output.value = error.message;
    });
  });
}

press('next', { do: 'next' });
press('crash', { do: 'command', line: 'crash A' });
