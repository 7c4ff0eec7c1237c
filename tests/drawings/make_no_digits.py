#!/usr/bin/env python3
"""Writes 200 drawings that are no digits, 20 of each of ten kinds: make_no_digits.py FILE.json

They are for `inkling ink-eval`, and always the same. No network learns from them, and what makes
nonsense for training (src/data/outliers.cpp) has no code and no shape in common with this.
"""
import json
import math
import random
import sys

PER_KIND = 20
hand = random.Random(22)


def near(value, width):
  return value + hand.uniform(-width, width)


def line(*points):
  """A stroke through the points, with the trembling of a hand."""
  stroke = []
  for (ax, ay), (bx, by) in zip(points, points[1:]):
    for i in range(6):
      stroke.append((near(ax + (bx - ax) * i / 6, .008), near(ay + (by - ay) * i / 6, .008)))
  return stroke + [points[-1]]


def corners(*points, width=.05):
  return line(*[(near(x, width), near(y, width)) for x, y in points])


def arc(x, y, wide, high, start, end):
  """A part of an ellipse, in degrees from the right, clockwise."""
  steps = 24
  angles = [math.radians(start + (end - start) * i / steps) for i in range(steps + 1)]
  return [(near(x + wide * math.cos(a), .008), near(y + high * math.sin(a), .008)) for a in angles]


def dot():
  if hand.random() < .5: return [[(.5, .5)]]
  return [[(near(x, .1), near(.5, .1))] for x in ((.5,), (.2, .8), (.1, .5, .9))[hand.randrange(3)]]


def dash():
  kind = hand.randrange(4)
  if kind == 0: return [corners((0, .5), (1, .5), width=.1)]
  if kind == 1: return [corners((0, .3), (1, .3)), corners((0, .6), (1, .6))]
  if kind == 2: return [corners((0, .5), (.4, .5)), corners((.6, .5), (1, .5))]
  return [corners((0, .5), (.3, .42), (.7, .58), (1, .5), width=.03)]


def tick():
  return [corners((0, .6), (near(.3, .05), 1), (1, near(0, .1)))]


def spiral():
  turns, way, start = hand.uniform(2, 4), hand.choice((-1, 1)), hand.uniform(0, 6)
  return [[((.05 + .45 * i / 80) * math.cos(start + way * turns * 6.283 * i / 80),
            (.05 + .45 * i / 80) * math.sin(start + way * turns * 6.283 * i / 80)) for i in range(81)]]


def outline():
  kind = hand.randrange(6)
  if kind == 0: return [corners((0, 1), (0, .4), (.5, 0), (1, .4), (1, 1), (0, 1))]  # a house
  if kind == 1:  # a star
    return [corners(*[(.5 + r * math.sin(i * math.pi / 5), .5 - r * math.cos(i * math.pi / 5))
                      for i in range(11) for r in [.5 if i % 2 == 0 else .2]], width=.02)]
  if kind == 2:  # a heart
    return [[(near(.5 + .5 * math.sin(t) ** 3, .01), near(.45 - .03 * (13 * math.cos(t) - 5 * math.cos(2 * t)
             - 2 * math.cos(3 * t) - math.cos(4 * t)), .01)) for t in [i * math.pi / 20 for i in range(41)]]]
  if kind == 3:  # a cloud
    return [arc(.25, .6, .25, .22, 90, 290) + arc(.55, .4, .25, .25, 180, 360) + arc(.8, .62, .2, .2, 290, 450)
            + line((.8, .82), (.25, .82))]
  if kind == 4: return [corners((0, .2), (.6, .2), (.6, 0), (1, .5), (.6, 1), (.6, .8), (0, .8), (0, .2), width=.03)]
  return [corners((.5, 0), (1, .9), (0, .9), (.5, 0))]  # a triangle


LETTERS = {
    'A': ((0, 1), (.5, 0), (1, 1), None, (.2, .6), (.8, .6)),
    'E': ((.8, 0), (0, 0), (0, 1), (.8, 1), None, (0, .5), (.6, .5)),
    'F': ((.8, 0), (0, 0), (0, 1), None, (0, .5), (.6, .5)),
    'H': ((0, 0), (0, 1), None, (.8, 0), (.8, 1), None, (0, .5), (.8, .5)),
    'K': ((0, 0), (0, 1), None, (.8, 0), (0, .55), (.8, 1)),
    'M': ((0, 1), (.1, 0), (.5, .6), (.9, 0), (1, 1)),
    'N': ((0, 1), (0, 0), (.8, 1), (.8, 0)),
    'R': ((0, 1), (0, 0), (.6, .05), (.7, .3), (.5, .5), (0, .5), (.8, 1)),
    'W': ((0, 0), (.25, 1), (.5, .3), (.75, 1), (1, 0)),
    'X': ((0, 0), (.8, 1), None, (.8, 0), (0, 1)),
    'k': ((0, 0), (0, 1), None, (.5, .4), (0, .7), (.5, 1)),
    'n': ((0, .4), (0, 1), (0, .6), (.25, .4), (.5, .6), (.5, 1)),
    'm': ((0, .4), (0, 1), (0, .55), (.2, .4), (.4, .6), (.4, 1), (.4, .6), (.6, .4), (.8, .6), (.8, 1)),
    'i': ((0, .4), (0, 1), None, (0, .1), (0, .12)),
    'T': ((0, 0), (1, 0), None, (.5, 0), (.5, 1)),
    'Y': ((0, 0), (.4, .5), (.8, 0), None, (.4, .5), (.4, 1)),
}


def letter(name=None):
  strokes, points = [], []
  for point in LETTERS[name or hand.choice([l for l in LETTERS if l != 'i'])] + (None,):
    if point:
      points.append((near(point[0], .05), near(point[1], .05)))
    else:
      strokes.append(line(*points))
      points = []
  return strokes


def beside(drawings):
  """The drawings side by side."""
  row, right = [], 0
  for strokes in drawings:
    left = min(x for stroke in strokes for x, _ in stroke)
    row += [[(x - left + right, y) for x, y in stroke] for stroke in strokes]
    right = max(x for stroke in row for x, _ in stroke) + hand.uniform(.15, .35)
  return row


def word():
  return beside([letter(name) for name in hand.choice(('HAT', 'AN', 'TEN', 'MiX', 'RAM', 'YET', 'KW', 'in', 'NX', 'WE'))])


def scribble():
  return [line(*[(hand.random(), hand.random()) for _ in range(hand.randrange(6, 14))])]


DIGITS = {
    1: lambda: [corners((.2, 0), (.2, 1))],
    2: lambda: [arc(.3, .28, .3, .28, 190, 390) + line((.5, .45), (0, 1), (.6, 1))],
    3: lambda: [arc(.25, .25, .27, .25, 200, 440) + arc(.25, .75, .3, .25, 280, 520)],
    4: lambda: [corners((.3, 0), (0, .65), (.6, .65)), corners((.45, .4), (.45, 1))],
    6: lambda: [arc(.5, .7, .5, .7, 270, 180) + arc(.28, .72, .28, .28, 180, -180)],
    7: lambda: [corners((0, 0), (.6, 0), (.2, 1))],
    9: lambda: [arc(.28, .28, .28, .28, 0, -360) + line((.56, .28), (.5, 1))],
}


def two_digits():
  return beside([hand.choice(list(DIGITS.values()))() for _ in range(2)])


def picture():
  kind = hand.randrange(5)
  if kind == 0:  # a face
    return [arc(.5, .5, .5, .5, 0, 360), [(.33, .35), (.34, .37)], [(.66, .35), (.67, .37)], arc(.5, .55, .25, .2, 20, 160)]
  if kind == 1: return [corners((0, .5), (1, .5)), corners((.65, .2), (1, .5), (.65, .8))]  # an arrow
  if kind == 2:  # a tree
    return [corners((.5, .6), (.5, 1)), corners((.5, 0), (.85, .6), (.15, .6), (.5, 0))]
  if kind == 3:  # a person
    return [arc(.5, .15, .14, .14, 0, 360), corners((.5, .3), (.5, .65)), corners((.2, .42), (.8, .42)),
            corners((.25, 1), (.5, .65), (.75, 1))]
  return [corners((.33, 0), (.3, 1)), corners((.7, 0), (.66, 1)), corners((0, .33), (1, .33)), corners((0, .68), (1, .68))]


def written(strokes):
  turn, slant, wide = hand.uniform(-.12, .12), hand.uniform(-.15, .15), hand.uniform(.8, 1.15)
  result = []
  for stroke in strokes:
    moved = [(wide * x - slant * y, y) for x, y in stroke]
    result.append([[round(x * math.cos(turn) - y * math.sin(turn), 3), round(x * math.sin(turn) + y * math.cos(turn), 3)]
                   for x, y in moved])
  return result


KINDS = (dot, dash, tick, spiral, outline, letter, word, scribble, two_digits, picture)
drawings = [{'name': kind.__name__, 'strokes': written(kind())} for kind in KINDS for _ in range(PER_KIND)]
with open(sys.argv[1], 'w') as file:
  file.write('[\n' + ',\n'.join(json.dumps(one, separators=(',', ':')) for one in drawings) + '\n]\n')
