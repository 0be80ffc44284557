// A round parachute against the sky. Lengths in metres.
#version 3.7;
global_settings { assumed_gamma 1.0 max_trace_level 6 }
#default { finish { ambient 0.25 diffuse 0.7 } }

camera {
  location <0, 0, 0>
  right x * image_width / image_height
  up y
  angle 30
  look_at <0, 13.5, 40>
}

light_source { <-60, 90, -30> rgb <1.30, 1.24, 1.12> }
light_source { <40, -60, -40> rgb <0.16, 0.18, 0.20> shadowless }

// ---------------------------------------------------------------- sky

sky_sphere {
  pigment {
    gradient y
    color_map {
      [0.00 rgb <0.55, 0.72, 0.88>]
      [0.25 rgb <0.22, 0.44, 0.74>]
      [0.70 rgb <0.055, 0.17, 0.46>]
      [1.00 rgb <0.03, 0.10, 0.32>]
    }
  }
  pigment {
    bozo
    turbulence 0.75 octaves 7 omega 0.55 lambda 2.1
    color_map {
      [0.00 rgbt <1, 1, 1, 1>]
      [0.50 rgbt <1, 1, 1, 1>]
      [0.62 rgbt <0.92, 0.95, 1.0, 0.55>]
      [0.80 rgbt <0.95, 0.96, 1.0, 0.12>]
      [1.00 rgbt <0.80, 0.84, 0.90, 0.02>]
    }
    scale <0.42, 0.15, 0.42>
    translate <0.9, 0.13, 0.3>
  }
}

// ---------------------------------------------------------------- canopy

#declare Gores = 20;
#declare Wide = 3.7;      // radius at the hem
#declare High = 2.9;

// a point of the canopy: gore angle A in degrees (0 = seam), height parameter S (0 = top, 1 = hem)
#macro Cloth(A, S)
  #local Phase = mod(A / 360 * Gores, 1);
  #local Bulge = sin(pi * Phase);                         // between two seams
  #local Theta = 98 * S;
  #local R = Wide * sin(radians(Theta)) * (1 + 0.055 * S * (Bulge - 0.4));
  #local H = High * cos(radians(Theta)) + 0.30 * S * S * S * Bulge;
  <R * cos(radians(A)), H, R * sin(radians(A))>
#end
#macro Across(A, S)
  vnormalize(vcross(Cloth(A, S + 0.002) - Cloth(A, S - 0.002), Cloth(A + 0.2, S) - Cloth(A - 0.2, S)))
#end

#declare Colours = array[4] {
  rgb <0.85, 0.045, 0.03>, rgb <0.93, 0.92, 0.88>, rgb <0.85, 0.045, 0.03>, rgb <0.95, 0.55, 0.03>
}

#declare Canopy = union {
  #for (G, 0, Gores - 1)
    mesh {
      #local Fine = 8;
      #local Rows = 18;
      #for (I, 0, Fine - 1)
        #for (J, 0, Rows - 1)
          #local A = (G + 0.0001 + 0.9998 * I / Fine) * 360 / Gores;
          #local B = (G + 0.0001 + 0.9998 * (I + 1) / Fine) * 360 / Gores;
          #local S = 0.07 + 0.93 * J / Rows;
          #local T = 0.07 + 0.93 * (J + 1) / Rows;
          smooth_triangle { Cloth(A, S), Across(A, S), Cloth(B, S), Across(B, S), Cloth(A, T), Across(A, T) }
          smooth_triangle { Cloth(B, S), Across(B, S), Cloth(B, T), Across(B, T), Cloth(A, T), Across(A, T) }
        #end
      #end
      texture {
        pigment { Colours[mod(G, 4)] }
        finish { ambient 0.16 diffuse 0.55, 0.42 specular 0.08 roughness 0.08 }
      }
    }
    // the seam tape
    #local A = G * 360 / Gores;
    #for (J, 0, 11)
      cylinder {
        Cloth(A, 0.07 + 0.93 * J / 12), Cloth(A, 0.07 + 0.93 * (J + 1) / 12), 0.022
        pigment { rgb <0.35, 0.20, 0.15> }
      }
    #end
  #end
}

// ---------------------------------------------------------------- lines and jumper

#declare Knot = <0, -6.4, 0>;
#declare Lines = union {
  #for (G, 0, Gores - 1)
    #local Foot = Knot + <(mod(G + Gores / 4, Gores) < Gores / 2 ? 1 : -1) * 0.28, 0, 0>;
    cylinder { Cloth(G * 360 / Gores, 1), Foot, 0.016 }
  #end
  pigment { rgb <0.75, 0.74, 0.70> }
}

#declare Suit = texture { pigment { rgb <0.04, 0.05, 0.09> } finish { ambient 0.15 diffuse 0.7 specular 0.1 } }
#declare Straps = texture { pigment { rgb <0.10, 0.10, 0.11> } }
#macro Limb(A, B, RA, RB) union { cone { A, RA, B, RB } sphere { A, RA } sphere { B, RB } } #end
#declare Jumper = union {
  // trunk, with the harness
  object { Limb(<0, 0.15, 0>, <0, 0.62, 0>, 0.17, 0.21) texture { Suit } }
  box { <-0.19, 0.12, 0.12>, <0.19, 0.66, 0.36> texture { pigment { rgb <0.55, 0.05, 0.04> } } }
  // head and helmet
  sphere { <0, 1.02, -0.02>, 0.135 texture { pigment { rgb <0.70, 0.45, 0.33> } } }
  difference {
    sphere { <0, 1.05, 0>, 0.165 }
    box { <-0.2, 0.8, -0.3>, <0.2, 1.06, -0.04> }
    texture { pigment { rgb <0.92, 0.92, 0.90> } finish { specular 0.5 } }
  }
  // arms up at the risers
  object { Limb(<-0.25, 0.66, 0>, <-0.44, 0.88, -0.1>, 0.085, 0.075) texture { Suit } }
  object { Limb(<-0.44, 0.88, -0.1>, <-0.30, 1.22, -0.04>, 0.07, 0.06) texture { Suit } }
  object { Limb(<0.25, 0.66, 0>, <0.44, 0.88, -0.1>, 0.085, 0.075) texture { Suit } }
  object { Limb(<0.44, 0.88, -0.1>, <0.30, 1.22, -0.04>, 0.07, 0.06) texture { Suit } }
  // legs
  object { Limb(<-0.10, 0.05, 0>, <-0.16, -0.38, -0.22>, 0.11, 0.085) texture { Suit } }
  object { Limb(<-0.16, -0.38, -0.22>, <-0.17, -0.82, -0.02>, 0.08, 0.065) texture { Suit } }
  object { Limb(<0.10, 0.05, 0>, <0.17, -0.36, -0.26>, 0.11, 0.085) texture { Suit } }
  object { Limb(<0.17, -0.36, -0.26>, <0.20, -0.80, -0.14>, 0.08, 0.065) texture { Suit } }
  object { Limb(<-0.17, -0.88, -0.02>, <-0.18, -0.91, -0.18>, 0.075, 0.06) texture { Straps } }
  object { Limb(<0.20, -0.86, -0.14>, <0.21, -0.89, -0.30>, 0.075, 0.06) texture { Straps } }
  // risers
  cylinder { <-0.18, 0.6, 0>, <-0.28, 1.6, 0>, 0.03 texture { Straps } }
  cylinder { <0.18, 0.6, 0>, <0.28, 1.6, 0>, 0.03 texture { Straps } }
}

union {
  object { Canopy }
  object { Lines }
  object { Jumper translate Knot - y * 1.6 }
  rotate <-6, 9, -8>
  scale 0.92
  translate <-2.6, 17.2, 40>
}
