/** Where the boxes, the arrows and the words of the role diagram stand: pure numbers, by the room that there is. */

import type { Point, Size } from '../../stage/layout';
import type { TransitionName } from './transitions';

export type RoleBox = 'follower' | 'candidate' | 'leader' | 'down';

export interface MapPlace extends Point, Size {}

export interface Edge {
  readonly name: TransitionName;
  readonly path: string;
  /** Its point, and where that looks, in degrees. */
  readonly head: Point & { readonly angle: number };
  /** The room for its words, and the side of it that they lean to: where the arrow is; `null`: there is none. */
  readonly label: (MapPlace & { readonly align: 'above' | 'below' | 'left' | 'right' }) | null;
}

export interface RoleMap {
  readonly boxes: Readonly<Record<RoleBox, MapPlace>>;
  readonly edges: readonly Edge[];
  /** Room for why the last transition was. */
  readonly caption: MapPlace;
}

const MARGIN = 10;
/** Two lines; where there is little width, two sentences of two lines each. */
const CAPTION = { wide: 46, narrow: 76, low: 64 };

/** With less height, the boxes stand in a row even where words between them have no room. */
const LOW = 320;
/** With less width, words have none there. */
const NARROW = 600;

/** Of more servers than these, most of them followers, one box has more room than the others. */
const CROWD = 5;

/** How large a server is drawn in a box, with the air around it: with its term's name, with its number, and as small as it may be. */
export const SERVERS = {
  worded: { width: 88, height: 31 },
  usual: { width: 53, height: 31 },
  narrow: { width: 40, height: 28 },
  crowded: { width: 26, height: 25 },
} as const satisfies Record<string, Size>;

/** A box has a border, some air, and the name of the role above its servers. */
const BORDERS: Size = { width: 12, height: 32 };

/** Whether that many servers have room in a box, below the name of the role. */
export function fits(count: number, box: Size, server: Size): boolean {
  const inRow = Math.max(1, Math.floor((box.width - BORDERS.width) / server.width));
  return Math.ceil(count / inRow) * server.height <= box.height - BORDERS.height;
}

export function roleMap(size: Size, servers: number): RoleMap {
  const { width, height } = size;
  const isCrowd = servers > CROWD;
  if (height >= LOW && (width < NARROW || width < height * 1.3)) return inColumn(size, CAPTION.narrow, isCrowd);
  const map = inRow(size, width < NARROW ? CAPTION.low : CAPTION.wide, isCrowd);
  // Then only the sentence below says what the arrow is that is lit.
  return width < NARROW ? { ...map, edges: map.edges.map((edge) => ({ ...edge, label: null })) } : map;
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}

function captionAt({ width, height }: Size, caption: number): MapPlace {
  return { x: MARGIN, y: height - caption, width: width - 2 * MARGIN, height: caption - 2 };
}

/** As in the paper. */
function inRow(size: Size, caption: number, isCrowd: boolean): RoleMap {
  const { width, height } = size;
  const room = height - caption;
  // Narrow boxes are higher: in them the servers stand in two rows, below the name of their role.
  const [broad, high] = width < NARROW ? [0.27, 0.5] : [0.2, 0.36];
  const box = { width: clamp(width * broad, 84, 210), height: clamp(room * high, 54, 150) };
  // Where boxes are narrow, a crowd of followers has some of the others' width.
  const more = isCrowd && width < NARROW ? width * 0.11 : 0;
  const broads = [box.width + more, box.width - more / 2.5, box.width - more / 2.5] as const;
  const gap = (width - 2 * MARGIN - broads[0] - broads[1] - broads[2]) / 2;
  const lefts = [MARGIN, MARGIN + broads[0] + gap, width - MARGIN - broads[2]] as const;
  const top = clamp((room - box.height) / 2, 58, room);
  const bottom = top + box.height;
  const [follower, candidate, leader] = broads.map((broad, at) => ({
    x: lefts[at],
    y: top,
    width: broad,
    height: box.height,
  })) as [MapPlace, MapPlace, MapPlace];
  const [upper, lower, middle] = [0.3, 0.7, 0.5].map((part) => top + part * box.height) as [number, number, number];
  const right = (place: MapPlace) => place.x + place.width;
  const centre = (place: MapPlace) => place.x + place.width / 2;
  const down = { x: MARGIN, y: 4, width: box.width, height: Math.min(50, top - 24) };
  const deep = clamp(bottom + (room - bottom) * 0.62, bottom + 18, room - 26);
  const half = box.height / 2;
  const loop = { left: centre(candidate) - 24, right: centre(candidate) + 24, top: Math.max(34, top - 44) };
  return {
    boxes: { follower, candidate, leader, down },
    edges: [
      {
        name: 'starts',
        path: `M${centre(follower)} ${down.y + down.height}V${top - 3}`,
        head: { x: centre(follower), y: top - 2, angle: 90 },
        label: {
          x: centre(follower) + 8,
          y: down.y + down.height,
          width: box.width,
          height: top - down.y - down.height,
          align: 'right',
        },
      },
      {
        name: 'times-out',
        path: `M${right(follower)} ${upper}H${candidate.x - 3}`,
        head: { x: candidate.x - 2, y: upper, angle: 0 },
        label: { x: right(follower) + 4, y: upper - half - 7, width: gap - 12, height: half, align: 'above' },
      },
      {
        name: 'yields',
        path: `M${candidate.x} ${lower}H${right(follower) + 3}`,
        head: { x: right(follower) + 2, y: lower, angle: 180 },
        label: { x: right(follower) + 8, y: lower + 7, width: gap - 12, height: half, align: 'below' },
      },
      {
        name: 'wins',
        path: `M${right(candidate)} ${middle}H${leader.x - 3}`,
        head: { x: leader.x - 2, y: middle, angle: 0 },
        label: { x: right(candidate) + 4, y: middle - half - 7, width: gap - 12, height: half, align: 'above' },
      },
      {
        name: 'new-election',
        path: `M${loop.left} ${top}C${loop.left - 16} ${loop.top} ${loop.right + 16} ${loop.top} ${loop.right} ${top - 3}`,
        head: { x: loop.right, y: top - 2, angle: 105 },
        label: { x: candidate.x - 40, y: 0, width: box.width + 80, height: Math.max(30, top - 38), align: 'above' },
      },
      {
        name: 'steps-down',
        path: `M${centre(leader)} ${bottom}V${deep - 14}Q${centre(leader)} ${deep} ${centre(leader) - 14} ${deep}H${centre(follower) + 14}Q${centre(follower)} ${deep} ${centre(follower)} ${deep - 14}V${bottom + 3}`,
        head: { x: centre(follower), y: bottom + 2, angle: -90 },
        label: {
          x: centre(follower),
          y: deep + 4,
          width: centre(leader) - centre(follower),
          height: room - deep,
          align: 'below',
        },
      },
    ],
    caption: captionAt(size, caption),
  };
}

/** Follower above, leader below: where there is more height than width. */
function inColumn(size: Size, caption: number, isCrowd: boolean): RoleMap {
  const { width, height } = size;
  const room = height - caption - MARGIN - 4;
  const box = { width: clamp(width * (isCrowd ? 0.48 : 0.42), 112, 220), height: clamp(room * 0.225, 52, 110) };
  // Two rows of a crowd of followers.
  const most = isCrowd ? Math.max(box.height, 84) : box.height;
  const gap = (room - most - 2 * box.height) / 2;
  const left = (width - box.width) / 2;
  const [follower, candidate, leader] = [0, 1, 2].map((at) => ({
    x: left,
    y: MARGIN + at * (box.height + gap) + (at > 0 ? most - box.height : 0),
    width: box.width,
    height: at > 0 ? box.height : most,
  })) as [MapPlace, MapPlace, MapPlace];
  const right = left + box.width;
  const beside = left - MARGIN;
  const foot = (place: MapPlace) => place.y + place.height;
  const middle = (place: MapPlace) => place.y + place.height / 2;
  const [west, east, centre] = [0.3, 0.7, 0.5].map((part) => left + part * box.width) as [number, number, number];
  const down = { x: MARGIN, y: MARGIN, width: Math.max(54, beside - 40), height: box.height };
  const far = Math.min(width - 14, right + Math.max(34, (width - right) * 0.62));
  const loop = { left: left - Math.min(44, beside * 0.5), top: middle(candidate) - 13, foot: middle(candidate) + 13 };
  return {
    boxes: { follower, candidate, leader, down },
    edges: [
      {
        name: 'starts',
        path: `M${down.x + down.width} ${middle(follower)}H${left - 3}`,
        head: { x: left - 2, y: middle(follower), angle: 0 },
        label: { x: down.x, y: foot(down) + 4, width: beside, height: 24, align: 'right' },
      },
      {
        name: 'times-out',
        path: `M${west} ${foot(follower)}V${candidate.y - 3}`,
        head: { x: west, y: candidate.y - 2, angle: 90 },
        label: { x: MARGIN, y: foot(follower) + 22, width: west - MARGIN - 8, height: gap - 22, align: 'left' },
      },
      {
        name: 'yields',
        path: `M${east} ${candidate.y}V${foot(follower) + 3}`,
        head: { x: east, y: foot(follower) + 2, angle: -90 },
        label: { x: east + 8, y: foot(follower), width: far - east - 14, height: gap, align: 'right' },
      },
      {
        name: 'wins',
        path: `M${centre} ${foot(candidate)}V${leader.y - 3}`,
        head: { x: centre, y: leader.y - 2, angle: 90 },
        label: { x: MARGIN, y: foot(candidate), width: centre - MARGIN - 8, height: gap, align: 'left' },
      },
      {
        name: 'new-election',
        path: `M${left} ${loop.top}C${loop.left} ${loop.top - 14} ${loop.left} ${loop.foot + 14} ${left - 3} ${loop.foot}`,
        head: { x: left - 2, y: loop.foot, angle: -15 },
        label: { x: 4, y: candidate.y - 6, width: loop.left - 2, height: box.height + 12, align: 'left' },
      },
      {
        name: 'steps-down',
        path: `M${right} ${middle(leader)}H${far - 14}Q${far} ${middle(leader)} ${far} ${middle(leader) - 14}V${middle(follower) + 14}Q${far} ${middle(follower)} ${far - 14} ${middle(follower)}H${right + 3}`,
        head: { x: right + 2, y: middle(follower), angle: 180 },
        label: { x: centre + 12, y: foot(candidate), width: far - centre - 20, height: gap, align: 'left' },
      },
    ],
    caption: captionAt(size, caption),
  };
}
