import { join } from "node:path";
import {
  EncodedAudioPacketSource,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  FilePathSource,
  FilePathTarget,
  Input,
  type InputTrack,
  MP3,
  MP4,
  Mp3OutputFormat,
  Mp4OutputFormat,
  OGG,
  OggOutputFormat,
  Output,
  type OutputFormat,
  WAVE,
  WEBM,
  WavOutputFormat,
  WebMOutputFormat,
} from "mediabunny";
import { refuseCutOff, rewriteBoxes } from "./boxes.ts";
import { type Ready, Refused } from "./verdict.ts";

/**
 * Video and sound: the coded frames go into a new container, one after the other, and nothing else does. Tags, pictures
 * of the album, positions, tracks of sensors and whatever lies between the frames stay behind; the frames themselves
 * are not decoded.
 */

const formats: Readonly<Record<string, () => OutputFormat>> = {
  // The index is written last, so that frames stream through instead of waiting in memory.
  "video/mp4": () => new Mp4OutputFormat({ fastStart: false }),
  "audio/mp4": () => new Mp4OutputFormat({ fastStart: false }),
  "video/webm": () => new WebMOutputFormat(),
  "audio/webm": () => new WebMOutputFormat(),
  "audio/mpeg": () => new Mp3OutputFormat(),
  "audio/ogg": () => new OggOutputFormat(),
  "audio/wav": () => new WavOutputFormat(),
};

/** What is written for a type: MP4 holds all that 3GP does, where the library knows the frames at all. */
const keptType = (contentType: string): string => (contentType === "video/3gpp" ? "video/mp4" : contentType);

type Copy = () => Promise<void>;

/** Adds the track to the output; what comes back copies its frames once the output has begun. */
const joined = async (track: InputTrack, output: Output): Promise<Copy> => {
  if (track.isVideoTrack()) {
    const codec = await track.getCodec();
    if (codec === null) throw new Refused("notReadable");
    const source = new EncodedVideoPacketSource(codec);
    output.addVideoTrack(source, { rotation: await track.getRotation() });
    const decoderConfig = (await track.getDecoderConfig()) ?? undefined;
    return async () => {
      let meta = decoderConfig === undefined ? undefined : { decoderConfig };
      for await (const packet of new EncodedPacketSink(track).packets()) {
        await source.add(packet, meta);
        meta = undefined;
      }
      source.close();
    };
  }
  if (!track.isAudioTrack()) throw new Refused("notReadable");
  const codec = await track.getCodec();
  if (codec === null) throw new Refused("notReadable");
  const source = new EncodedAudioPacketSource(codec);
  output.addAudioTrack(source);
  const decoderConfig = (await track.getDecoderConfig()) ?? undefined;
  return async () => {
    let meta = decoderConfig === undefined ? undefined : { decoderConfig };
    for await (const packet of new EncodedPacketSink(track).packets()) {
      await source.add(packet, meta);
      meta = undefined;
    }
    source.close();
  };
};

const isIso = (contentType: string): boolean => contentType.endsWith("/mp4") || contentType.endsWith("/3gpp");

const copyFrames = async (tracks: readonly InputTrack[], contentType: string, clean: string): Promise<void> => {
  const format = formats[contentType];
  if (format === undefined) throw new Refused("typeNotAllowed");
  const output = new Output({ format: format(), target: new FilePathTarget(clean) });
  const copies: Copy[] = [];
  for (const track of tracks) copies.push(await joined(track, output));
  await output.start();
  await Promise.all(copies.map((copy) => copy()));
  await output.finalize();
};

/** @throws Refused if there is no sound or picture in it, or it cannot be read to its end */
export const rewriteMedia = async (path: string, contentType: string, folder: string): Promise<Ready> => {
  const clean = join(folder, "clean");
  if (isIso(contentType)) await refuseCutOff(path);
  const input = new Input({ source: new FilePathSource(path), formats: [MP4, WEBM, MP3, OGG, WAVE] });
  try {
    const tracks = (await input.getTracks()).filter((track) => track.isVideoTrack() || track.isAudioTrack());
    if (tracks.length === 0) throw new Refused("notReadable");
    if (contentType.startsWith("audio/") && tracks.some((track) => track.isVideoTrack()))
      throw new Refused("typeDiffers");
    const codecs = await Promise.all(tracks.map((track) => track.getCodec()));
    if (isIso(contentType) && codecs.includes(null)) {
      await rewriteBoxes(path, clean, contentType);
      return { state: "ready", contentType, clean };
    }
    await copyFrames(tracks, keptType(contentType), clean);
    return { state: "ready", contentType: keptType(contentType), clean };
  } finally {
    input.dispose();
  }
};
