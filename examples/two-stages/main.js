import { EVENTS } from './node_modules/quorate/esm/index.js';

const stages = [...document.querySelectorAll('quorate-stage')];
await Promise.all(stages.map((stage) => stage.ready));

document.querySelector('#crash').addEventListener('click', () => {
  for (const stage of stages) stage.command('crash A');
});

document.querySelector('#play').addEventListener('click', () => {
  for (const stage of stages) stage.play();
});

for (const stage of stages)
  stage.addEventListener(EVENTS.happened, () => {
    const [raft, paxos] = stages.map(({ currentTime }) => Math.round(currentTime));
    document.querySelector('output').value = `Raft at ${raft} ms, Paxos at ${paxos} ms`;
  });
