// A village church. Lengths in metres.
#version 3.7;
global_settings { assumed_gamma 1.0 max_trace_level 5 }
#default { finish { ambient 0.13 diffuse 0.75 } }

camera {
  location <-25, 2.1, -39>
  right x * image_width / image_height
  up y
  angle 48
  look_at <-0.9, 11.6, 0>
}

light_source {
  <-120, 95, -60> rgb <1.30, 1.18, 0.98>
  area_light <6, 0, 0>, <0, 6, 0>, 3, 3 adaptive 1 jitter circular orient
}
light_source { <70, 60, -90> rgb <0.15, 0.18, 0.23> shadowless }

sky_sphere {
  pigment {
    gradient y
    color_map {
      [0.00 rgb <0.62, 0.76, 0.90>]
      [0.25 rgb <0.26, 0.48, 0.78>]
      [0.70 rgb <0.07, 0.20, 0.50>]
    }
  }
  pigment {
    bozo
    turbulence 0.7 octaves 7 omega 0.55 lambda 2.1
    color_map {
      [0.00 rgbt <1, 1, 1, 1>]
      [0.46 rgbt <1, 1, 1, 1>]
      [0.60 rgbt <0.93, 0.95, 1.0, 0.55>]
      [0.80 rgbt <0.95, 0.96, 1.0, 0.12>]
      [1.00 rgbt <0.80, 0.84, 0.90, 0.02>]
    }
    scale <0.55, 0.17, 0.55>
    translate <0.3, 0.05, 0.8>
  }
}

#declare Chance = seed(11);
#macro Between(A, B) (A + (B - A) * rand(Chance)) #end

// ---------------------------------------------------------------- materials

#declare Stones = pigment {
  cells scale <0.62, 0.30, 0.62>
  color_map {
    [0.0 rgb <0.42, 0.36, 0.28>]
    [0.5 rgb <0.54, 0.48, 0.38>]
    [1.0 rgb <0.63, 0.58, 0.48>]
  }
}
#declare Weather = pigment {
  wrinkles scale 1.7
  color_map { [0.0 rgbt <0.16, 0.14, 0.10, 0.55>] [0.6 rgbt <0.5, 0.45, 0.36, 1>] }
}
#declare Stone = texture {
  pigment {
    brick
    pigment { rgb <0.36, 0.33, 0.28> }
    pigment { Stones }
    brick_size <0.62, 0.30, 0.62> mortar 0.022
    turbulence 0.02
  }
  normal { granite 0.35 scale 0.5 }
}
texture { pigment { Weather } }
#declare Trim = texture { pigment { granite color_map { [0 rgb <0.62, 0.58, 0.49>] [1 rgb <0.74, 0.70, 0.60>] } scale 0.6 } }
#declare Slate = texture {
  pigment {
    brick
    pigment { rgb <0.05, 0.05, 0.06> }
    pigment { cells color_map { [0 rgb <0.13, 0.14, 0.17>] [1 rgb <0.22, 0.22, 0.25>] } scale <0.36, 0.26, 0.36> }
    brick_size <0.36, 0.26, 0.36> mortar 0.02
  }
  normal { granite 0.2 scale 0.3 }
  finish { specular 0.15 roughness 0.05 }
}
#declare Glass = texture {
  pigment { rgb <0.020, 0.024, 0.032> }
  finish { specular 0.6 roughness 0.01 reflection 0.10 }
}
#declare Oak = texture { pigment { wood turbulence 0.05 color_map { [0 rgb <0.16, 0.075, 0.03>] [1 rgb <0.24, 0.12, 0.05>] } scale 0.12 rotate x * 90 } }

// ---------------------------------------------------------------- parts

// pointed arch in the x-y plane: foot at y = 0, straight up to H, W wide, D thick
#macro Arch(W, H, D)
  union {
    box { <-W / 2, 0, -D>, <W / 2, H + 0.001, D> }
    intersection {
      cylinder { <-W / 2, H, -D>, <-W / 2, H, D>, W }
      cylinder { <W / 2, H, -D>, <W / 2, H, D>, W }
      box { <-W, H, -2 * D>, <W, H + W, 2 * D> }
    }
  }
#end

#macro Window(W, H)
  union {
    difference {
      object { Arch(W + 0.36, H, 0.13) translate -y * 0.16 }
      object { Arch(W, H, 0.5) }
      texture { Trim }
    }
    object { Arch(W, H, 0.03) texture { Glass } }
    box { <-0.045, 0, -0.07>, <0.045, H + W * 0.7, 0> texture { Trim } }
    #if (H > 1.2)
      box { <-W / 2, H * 0.5, -0.05>, <W / 2, H * 0.5 + 0.06, 0> texture { Trim } }
    #end
  }
#end

// a roof: ridge along z
#macro Gable(W, L, H)
  prism { linear_sweep linear_spline 0, L, 4, <-W / 2, 0>, <W / 2, 0>, <0, H>, <-W / 2, 0> rotate -x * 90 scale <1, 1, -1> }
#end

#declare W = 8.6;     // nave
#declare L = 17;
#declare H = 5.4;
#declare Ridge = 5.6;
#declare T = 4.6;     // tower
#declare TH = 13.2;
#declare Spire = 9.5;

#declare Nave = union {
  box { <-W / 2, 0, 0>, <W / 2, H, L> texture { Stone } }
  object { Gable(W, L, Ridge) translate y * H texture { Stone } }
  // the two slopes
  #local Angle = degrees(atan2(Ridge, W / 2));
  #local Slope = sqrt(Ridge * Ridge + W * W / 4) + 0.55;
  #for (S, -1, 1, 2)
    box {
      <0, 0, -0.3>, <Slope, 0.20, L + 0.3>
      texture { Slate rotate x * 90 }
      rotate -z * Angle
      translate y * (H + Ridge)
      scale <S, 1, 1>
    }
  #end
  box { <-W / 2 - 0.12, 0, -0.12>, <W / 2 + 0.12, 0.7, L + 0.12> texture { Trim } }
  // windows and buttresses on the side that is seen
  #for (I, 0, 3)
    object { Window(1.25, 2.2) rotate y * 90 translate <-W / 2, 1.6, 2.9 + I * 3.9> }
  #end
  #for (I, 0, 4)
    union {
      box { <-0.85, 0, -0.33>, <0, 3.1, 0.33> }
      prism { linear_sweep linear_spline -0.33, 0.33, 4, <-0.85, 3.1>, <0, 3.1>, <0, 4.4>, <-0.85, 3.1> rotate -x * 90 scale <1, 1, -1> }
      texture { Stone }
      translate <-W / 2, 0, 0.95 + I * 3.9>
    }
  #end
}

#declare Tower = union {
  box { <-T / 2, 0, -T / 2>, <T / 2, TH, T / 2> texture { Stone } }
  box { <-T / 2 - 0.12, 0, -T / 2 - 0.12>, <T / 2 + 0.12, 0.8, T / 2 + 0.12> texture { Trim } }
  #for (I, 0, 2)
    #local Y = array[3] { 5.2, 9.2, TH - 0.25 };
    box { <-T / 2 - 0.14, Y[I], -T / 2 - 0.14>, <T / 2 + 0.14, Y[I] + 0.28, T / 2 + 0.14> texture { Trim } }
  #end
  // corner buttresses
  #for (X, -1, 1, 2)
    #for (Z, -1, 1, 2)
      box { <-0.45, 0, -0.45>, <0.45, 5.2, 0.45> translate <X * (T / 2 - 0.15), 0, Z * (T / 2 - 0.15)> texture { Stone } }
      box { <-0.32, 5.2, -0.32>, <0.32, 9.2, 0.32> translate <X * (T / 2 - 0.12), 0, Z * (T / 2 - 0.12)> texture { Stone } }
      // pinnacles
      cone { <X * T / 2 * 0.93, TH, Z * T / 2 * 0.93>, 0.30, <X * T / 2 * 0.93, TH + 1.7, Z * T / 2 * 0.93>, 0.02 texture { Trim } }
    #end
  #end
  #for (A, 0, 90, 90)
    union {
      object { Window(0.72, 1.9) translate <-0.62, 9.9, -T / 2> }
      object { Window(0.72, 1.9) translate <0.62, 9.9, -T / 2> }
      #if (A = 90) object { Window(0.7, 1.3) translate <0, 6.2, -T / 2> } #end
      rotate y * A
    }
  #end
  // clock
  union {
    cylinder { <0, 7.5, -T / 2 - 0.10>, <0, 7.5, -T / 2>, 0.85 texture { Trim } }
    cylinder { <0, 7.5, -T / 2 - 0.13>, <0, 7.5, -T / 2>, 0.72 pigment { rgb <0.05, 0.06, 0.09> } }
    #for (I, 0, 11)
      box { <-0.03, 0.52, -0.15>, <0.03, 0.66, 0> rotate z * I * 30 translate <0, 7.5, -T / 2> pigment { rgb <0.80, 0.62, 0.22> } }
    #end
    box { <-0.03, -0.1, -0.15>, <0.03, 0.58, 0> rotate -z * 60 translate <0, 7.5, -T / 2> pigment { rgb <0.80, 0.62, 0.22> } }
    box { <-0.04, -0.1, -0.15>, <0.04, 0.40, 0> rotate -z * 305 translate <0, 7.5, -T / 2> pigment { rgb <0.80, 0.62, 0.22> } }
  }
  // door
  difference {
    object { Arch(2.5, 2.0, 0.40) }
    object { Arch(1.7, 2.0, 0.60) }
    translate -z * T / 2
    texture { Trim }
  }
  object { Arch(1.7, 2.0, 0.08) translate -z * T / 2 texture { Oak } }
  // spire: eight sides
  prism {
    conic_sweep linear_spline 0, 1, 9,
    #for (I, 0, 8)
      <cos(radians(22.5 + I * 45)), sin(radians(22.5 + I * 45))> #if (I < 8) , #end
    #end
    rotate x * 180
    translate y
    scale <T / 2 * 1.02, Spire, T / 2 * 1.02>
    translate y * TH
    texture { Slate }
  }
  // cross
  union {
    cylinder { <0, TH + Spire - 0.4, 0>, <0, TH + Spire + 1.5, 0>, 0.06 }
    cylinder { <-0.45, TH + Spire + 0.95, 0>, <0.45, TH + Spire + 0.95, 0>, 0.06 }
    sphere { <0, TH + Spire - 0.05, 0>, 0.18 }
    pigment { rgb <0.75, 0.58, 0.20> }
    finish { specular 0.6 }
  }
}

object { Nave }
object { Tower translate -z * (T / 2 - 0.4) }

// ---------------------------------------------------------------- trees

#declare Green = array[4];
#for (I, 0, 3)
  #declare Green[I] = texture {
    pigment { rgb <0.10 + 0.035 * I, 0.20 + 0.04 * I, 0.035> }
    finish { ambient 0.10 diffuse 0.55, 0.30 specular 0.05 }
  }
#end

#macro Leaves(N, Blobs, Size)
  mesh {
    #for (I, 1, N)
      #local B = Blobs[floor(Between(0, dimension_size(Blobs, 1) - 0.001))];
      #local D = vnormalize(<Between(-1, 1), Between(-1, 1), Between(-1, 1)>);
      #local P = <B.x, B.y, B.z> + D * B.t * pow(rand(Chance), 0.4) * Between(0.75, 1.3);
      #local U = vnormalize(<Between(-1, 1), Between(-1, 1), Between(-1, 1)>) * Size;
      #local V = vnormalize(vcross(U, <Between(-1, 1), Between(-1, 1), Between(-1, 1)>)) * Size * 0.6;
      triangle { P - U, P + V, P + U texture { Green[mod(I, 4)] } }
      triangle { P - U, P - V, P + U texture { Green[mod(I, 4)] } }
    #end
  }
#end

#declare Crown = array[9] {
  <0, 6.5, 0, 2.6>, <1.7, 5.4, 0.3, 1.8>, <-1.8, 5.2, -0.2, 1.9>, <0.3, 5.2, 1.8, 1.8>, <-0.2, 5.4, -1.9, 1.7>,
  <0.9, 8.0, 0.5, 1.7>, <-0.9, 7.6, -0.7, 1.8>, <0.2, 9.1, 0, 1.1>, <1.1, 6.6, -1.4, 1.5>
}
#declare Tree = union {
  object { Leaves(16000, Crown, 0.17) }
  union {
    cone { <0, -0.2, 0>, 0.42, <0, 4.6, 0>, 0.22 }
    cone { <0, 3.0, 0>, 0.20, <1.5, 5.6, 0.2>, 0.07 }
    cone { <0, 2.8, 0>, 0.20, <-1.5, 5.5, -0.3>, 0.07 }
    cone { <0, 4.2, 0>, 0.22, <0.2, 7.6, 0.1>, 0.05 }
    pigment { rgb <0.13, 0.095, 0.06> }
    normal { granite 0.5 scale 0.3 }
  }
}
#declare Ball = array[3] { <0, 0.7, 0, 0.9>, <0.8, 0.5, 0.1, 0.7>, <-0.7, 0.55, 0, 0.75> }
#declare Bush = object { Leaves(3500, Ball, 0.09) }

object { Tree scale 1.15 rotate y * 40 translate <11.5, 0, 3> }
object { Tree scale 1.35 rotate y * 160 translate <17, 0, 13> }
object { Tree scale 1.1 rotate y * 250 translate <-9.5, 0, 23> }
object { Tree scale 0.85 rotate y * 80 translate <-17, 0, 9> }
#for (I, 0, 22)
  object { Tree scale <1.3, Between(0.8, 1.3), 1.3> rotate y * Between(0, 360) translate <-52 + I * 6.5, -0.5, 47 + Between(-5, 9)> }
#end
#for (I, 0, 5)
  object { Bush scale Between(0.8, 1.25) rotate y * Between(0, 360) translate <-W / 2 - 1.3, 0, 1.2 + I * 3.0> }
#end
object { Bush scale 1.1 translate <3.6, 0, -3.6> }
object { Bush scale 0.9 rotate y * 70 translate <-3.3, 0, -3.4> }

// ---------------------------------------------------------------- ground

// low hills behind the trees
#for (I, 0, 4)
  sphere {
    0, 1
    scale <75, Between(5, 8), 30>
    translate <-190 + I * 85, 0, 170 + Between(0, 40)>
    pigment { bozo color_map { [0 rgb <0.15, 0.22, 0.16>] [1 rgb <0.22, 0.30, 0.20>] } scale 7 }
    finish { ambient 0.25 }
  }
#end

plane { y, 0
  pigment {
    wrinkles turbulence 0.6
    color_map {
      [0.0 rgb <0.09, 0.155, 0.030>]
      [0.6 rgb <0.17, 0.255, 0.055>]
      [1.0 rgb <0.27, 0.320, 0.095>]
    }
    scale 1.3
  }
  normal { granite 0.8 scale 0.4 }
}
// tufts
#declare Tuft = mesh {
  #for (I, 1, 1500)
    #local P = <Between(-2, 2), 0, Between(-2, 2)>;
    #local U = vrotate(x, y * Between(0, 360));
    #local G = Green[floor(Between(1, 3.999))];
    triangle { P - U * 0.016, P + U * 0.016, P + <Between(-0.1, 0.1), Between(0.10, 0.26), Between(-0.1, 0.1)> texture { G } }
  #end
}
#for (I, -8, 6)
  #for (J, -6, 5)
    object { Tuft rotate y * 90 * floor(Between(0, 3.99)) translate <I * 4, 0, J * 4 - 6> }
  #end
#end
// the path to the door
#for (I, 0, 30)
  #local S = I / 30;
  cylinder {
    <0, -0.5, 0>, <0, 0.05, 0>, 1.0
    pigment { granite color_map { [0 rgb <0.52, 0.45, 0.34>] [1 rgb <0.66, 0.59, 0.47>] } scale 2 }
    scale <1, 1, 1.6>
    translate <-9 * S * S, 0.12, -4.6 - 24 * S>
  }
#end
// gravestones
#declare Grave = union {
  box { <-0.38, 0, -0.08>, <0.38, 0.75, 0.08> }
  cylinder { <0, 0.75, -0.08>, <0, 0.75, 0.08>, 0.38 }
  texture { pigment { granite color_map { [0 rgb <0.26, 0.26, 0.24>] [1 rgb <0.46, 0.45, 0.41>] } scale 0.5 } }
}
#for (I, 0, 3)
  #for (J, 0, 1)
    object { Grave scale Between(0.8, 1.2) rotate <Between(-4, 4), Between(-10, 10), Between(-5, 5)>
      translate <-8.6 - I * 2.3 + Between(-0.3, 0.3), 0, -3.5 + J * 4.2 - I * 0.4 + Between(-0.4, 0.4)> }
  #end
#end
