// dotnet add package Microsoft.ML.OnnxRuntime, SkiaSharp; explainer.onnx: srmap export MODEL --input-form rgb8 --outputs logits,heat
using Microsoft.ML.OnnxRuntime;
using SkiaSharp;

using var session = new InferenceSession("explainer.onnx");
int[] shape = session.InputMetadata["input"].Dimensions; // -1, height, width, 3
using var photo = SKBitmap.Decode("photo.png").Resize(new SKImageInfo(shape[2], shape[1]), SKFilterQuality.High);
byte[] rgb = photo.Pixels.SelectMany(p => new[] { p.Red, p.Green, p.Blue }).ToArray();
using var input = OrtValue.CreateTensorValueFromMemory(rgb, new long[] { 1, shape[1], shape[2], 3 });
using var target = OrtValue.CreateTensorValueFromMemory(new long[] { -1 }, new long[] { 1 }); // -1: the best class
var feeds = new Dictionary<string, OrtValue> { ["input"] = input, ["target"] = target };
using var results = session.Run(new RunOptions(), feeds, new[] { "logits", "heat" });
float[] logits = results[0].GetTensorDataAsSpan<float>().ToArray();
float[] heat = results[1].GetTensorDataAsSpan<float>().ToArray(); // height x width, -1 against to 1 for the class
Console.WriteLine($"{Array.IndexOf(logits, logits.Max())} {logits.Max()}");
