import {writeFileSync} from 'node:fs';
import {barredZero, trembling} from './hands.js';
const t = trembling(7);
function three(tremble){ // mirrored
  const [slant, wide] = [tremble(.1), .22 + tremble(.03)];
  const bowl = (cy, w, h, from, to) => Array.from({length: 13}, (_, i) => { const a = from + (to-from)*i/12; const y = cy - h*Math.cos(a);
    return [.58 - w*Math.sin(a) + slant*(y-.5) + tremble(.005), y]; });
  return [[...bowl(.34, wide*.85, .16+tremble(.01), -.9, 2.7), ...bowl(.67, wide, .18+tremble(.01), .5, 4)]];
}
function seven2(tremble){ // seven mirrored
  const s=tremble(.05); return [[[.72+tremble(.03),.2],[.3+tremble(.03),.2+tremble(.03)],[.45+s,.5],[.6+s,.82]]];
}
function lambda(tremble){ return [[[.25+tremble(.05),.8+tremble(.03)],[.5,.18],[.6+tremble(.03),.5],[.68+tremble(.05),.82]]]; }
function crossed(tremble){ const z=barredZero(tremble); return [z[0], z[1], [[.5+tremble(.03),.2],[.5,.5],[.5+tremble(.03),.8]]]; }
const mk=(f,l)=>Array.from({length:30},()=>({label:l,strokes:f(t)}));
for (const [n,f,l] of [['barred',barredZero,0],['three',three,3],['seven',seven2,7],['lambda',lambda,1],['crossed',crossed,0]]) writeFileSync('/tmp/w/hc_'+n+'.json', JSON.stringify(mk(f,l)));
