// A golf ball in the grass. Lengths in cm.
#version 3.7;
global_settings { assumed_gamma 1.0 max_trace_level 4 }
#default { finish { ambient 0.10 diffuse 0.75 } }
#ifndef (Blur) #declare Blur = 64; #end

#declare Radius = 2.13;
#declare Ball = <1.25, 2.55, 0>;

camera {
  location <-2.2, 4.4, -18>
  right x * image_width / image_height
  up y
  angle 36
  look_at <0.0, 3.1, 0>
  #if (Blur)
    aperture 0.9
    focal_point Ball + <0, 0, -1.8>
    blur_samples Blur
    variance 1 / 10000
    confidence 0.95
  #end
}

light_source {
  <-75, 80, -25> rgb <1.16, 1.06, 0.88>
  area_light <12, 0, 0>, <0, 0, 12>, 3, 3 adaptive 1 jitter circular orient
}
light_source { <60, 60, -80> rgb <0.20, 0.24, 0.30> shadowless }

// distant trees and a bright gap of sky, far out of focus
sky_sphere {
  pigment {
    bozo
    turbulence 0.3
    color_map {
      [0.00 rgb <0.010, 0.035, 0.008>]
      [0.40 rgb <0.030, 0.085, 0.016>]
      [0.62 rgb <0.070, 0.160, 0.030>]
      [0.80 rgb <0.240, 0.340, 0.090>]
      [1.00 rgb <0.600, 0.680, 0.380>]
    }
    scale <0.075, 0.06, 0.075>
  }
}

// ---------------------------------------------------------------- ball

// dimples: the points of a geodesic sphere, each taken once
#declare Gold = (1 + sqrt(5)) / 2;
#declare Corner = array[12] {
  <-1, Gold, 0>, <1, Gold, 0>, <-1, -Gold, 0>, <1, -Gold, 0>,
  <0, -1, Gold>, <0, 1, Gold>, <0, -1, -Gold>, <0, 1, -Gold>,
  <Gold, 0, -1>, <Gold, 0, 1>, <-Gold, 0, -1>, <-Gold, 0, 1>
}
#declare Face = array[20] {
  <0, 11, 5>, <0, 5, 1>, <0, 1, 7>, <0, 7, 10>, <0, 10, 11>,
  <1, 5, 9>, <5, 11, 4>, <11, 10, 2>, <10, 7, 6>, <7, 1, 8>,
  <3, 9, 4>, <3, 4, 2>, <3, 2, 6>, <3, 6, 8>, <3, 8, 9>,
  <4, 9, 5>, <2, 4, 11>, <6, 2, 10>, <8, 6, 7>, <9, 8, 1>
}
#declare Dimple = array[1000];
#declare Count = 0;
#declare F = 6;
#for (I, 0, 19)
  #for (J, 0, F)
    #for (K, 0, F - J)
      #local P = vnormalize(Corner[Face[I].x] * J + Corner[Face[I].y] * K + Corner[Face[I].z] * (F - J - K));
      #local Known = 0;
      #for (L, 0, Count - 1)
        #if (vlength(Dimple[L] - P) < 0.01) #local Known = 1; #end
      #end
      #if (!Known)
        #declare Dimple[Count] = P;
        #declare Count = Count + 1;
      #end
    #end
  #end
#end

#declare Print = pigment {
  object {
    union {
      text { ttf "cyrvetic.ttf" "SRMAP" 4, 0 translate <-1.62, 0.05, -2> scale <0.27, 0.27, 1> }
      text { ttf "cyrvetic.ttf" "1" 4, 0 translate <-0.28, -1.15, -2> scale <0.27, 0.27, 1> }
    }
    pigment { rgb <0.93, 0.93, 0.91> }
    pigment { rgb <0.03, 0.05, 0.20> }
  }
}

difference {
  sphere { 0, 1 }
  #for (I, 0, Count - 1)
    sphere { Dimple[I] * 1.232, 0.255 }
  #end
  pigment { Print }
  finish { ambient 0.10 diffuse 0.78 specular 0.35 roughness 0.02 }
  rotate <18, 24, 12>
  scale Radius
  translate Ball
}

// ---------------------------------------------------------------- grass

#declare Chance = seed(7);
#macro Between(A, B) (A + (B - A) * rand(Chance)) #end

// pushes a point out of the ball
#macro Outside(P, Centre)
  (Centre + (P - Centre) * max(1, Radius * 1.03 / vlength(P - Centre)))
#end

#declare Leaf = array[6];
#for (I, 0, 5)
  #declare Leaf[I] = texture {
    pigment { rgb <0.10 + 0.05 * I, 0.30 + 0.045 * I, 0.030 + 0.008 * I> * 0.95 }
    finish { ambient 0.09 diffuse 0.62, 0.34 specular 0.12 roughness 0.06 }
  }
#end

#macro Blade(Root, Length, Centre)
  #local Turn = Between(0, 360);
  #local Side = vrotate(x, y * Turn) * Between(0.07, 0.13);
  #local Lean = vrotate(z, y * (Turn + Between(-35, 35)));
  #local Bend = Between(0.05, 0.75);
  #local N = 5;
  #local T = Leaf[floor(Between(0, 5.999))];
  #local A = Outside(Root - Side, Centre);
  #local B = Outside(Root + Side, Centre);
  #for (J, 1, N)
    #local S = J / N;
    #local P = Root + y * Length * S * (1 - 0.35 * Bend * S) + Lean * Length * Bend * S * S;
    #local W = Side * (1 - S * S);
    #local C = Outside(P - W, Centre);
    #local E = Outside(P + W, Centre);
    triangle { A, B, C texture { T } }
    #if (J < N) triangle { B, E, C texture { T } } #end
    #local A = C;
    #local B = E;
  #end
#end

// round the ball: one mesh that makes room for it
#declare Near = 9;
mesh {
  #for (I, 1, 4600)
    #local P = <Between(-Near, Near), 0, Between(-Near, Near)>;
    #local Free = vlength(P - <Ball.x, 0, Ball.z>);
    #local L = Between(1.3, 3.0);
    // shorter in front of the ball
    #if (abs(P.x - Ball.x) < 2.6 & P.z < Ball.z & P.z > -5) #local L = L * 0.62; #end
    #if (Free > 0.9) Blade(P, L, Ball) #end
  #end
}

// farther away: copies of one patch
#declare Patch = mesh {
  #for (I, 1, 900)
    Blade(<Between(-4, 4), 0, Between(-4, 4)>, Between(1.3, 3.1), <0, -100, 0>)
  #end
}
#for (X, -8, 8)
  #for (Z, -2, 16)
    #if (abs(X * 8) > 10 | abs(Z * 8) > 10)
      object { Patch rotate y * 90 * floor(Between(0, 3.999)) translate <X * 8, 0, Z * 8> }
    #elseif (X != 0 | Z != 0)
      // the ring between both
      object { Patch rotate y * 90 * floor(Between(0, 3.999)) translate <X * 13, 0, Z * 13> }
    #end
  #end
#end

plane { y, 0 pigment { rgb <0.045, 0.075, 0.018> } }
// the trees behind, with light that falls through their leaves
plane { -z, -150
  pigment {
    bozo turbulence 0.5 lambda 2.6
    color_map {
      [0.00 rgb <0.008, 0.022, 0.010>]
      [0.35 rgb <0.022, 0.055, 0.018>]
      [0.60 rgb <0.060, 0.120, 0.030>]
      [0.80 rgb <0.150, 0.210, 0.060>]
      [1.00 rgb <0.480, 0.520, 0.280>]
    }
    scale <7, 14, 7>
    translate <3, 0, 0>
  }
  finish { ambient 1 diffuse 0 }
}
#for (I, 1, 55)
  #local H = Between(0, 1);
  sphere {
    <Between(-62, 62), 10 + 30 * H, 140>, Between(1.3, 2.1)
    pigment { rgb <0.55, 0.60, 0.26> * Between(0.25, 0.9) * (0.35 + H) }
    finish { ambient 1 diffuse 0 }
    no_shadow
  }
#end
