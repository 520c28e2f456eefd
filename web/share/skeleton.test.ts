import { expect, test } from 'vitest';
import { skeletonOf } from './skeleton';

test('what was done stands in steps, each with places for its words', () => {
  const script = 'protocol raft\nnodes 3\nseed 1\nno-op on\n@0 timeout A\n@50 loss 5%\n@400.5 crash A\n@900\n';
  expect(skeletonOf(script, 'raft/mine')).toBe(`lesson raft/mine
title en TITLE
title zh 标题
protocol raft
nodes 3
seed 1

step
say en WHAT TO LOOK AT
say zh 看哪里
no-op on
timeout A
wait 50
loss 5%
wait 350.5
then en WHAT WAS SEEN
then zh 看到了什么

step
say en WHAT TO LOOK AT
say zh 看哪里
crash A
wait 499.5
then en WHAT WAS SEEN
then zh 看到了什么
`);
});
