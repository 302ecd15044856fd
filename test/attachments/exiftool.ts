import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { z } from "zod";

/**
 * ExifTool, which knows more tags of more formats than any other program, as the independent reader. It is a Perl
 * program: Git depends on Perl in Debian, so that a machine with Git has both. Without the module Archive::Zip, which
 * it does not have, ExifTool does not look into documents: of those the bytes of every part are searched instead.
 */
const program = createRequire(import.meta.url).resolve("exiftool-vendored.pl/bin/exiftool");

const answer = z.array(z.record(z.string(), z.unknown()));
export type Tags = Readonly<Record<string, unknown>>;

/** All tags of each file, unknown and repeated ones too, and of files and pictures inside; by "group:tag". */
export const tagsOf = (paths: readonly string[]): readonly Tags[] => {
  const options = ["-json", "-a", "-u", "-G1", "-ee3", "-api", "LargeFileSupport=1", "-api", "RequestAll=0"];
  const output = execFileSync("perl", [program, ...options, ...paths], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return answer.parse(JSON.parse(output));
};

/** What ExifTool says of itself and of the file, and the coded sound's own header, which has a copyright bit. A picture's comment it calls the file's. */
const ofTheFile =
  /^(?:SourceFile|ExifTool:|System:|MPEG:|File:(?!Comment)|Composite:(?:ImageSize|Megapixels|AvgBitrate|Rotation|Duration))/;
const personalGroup =
  /^(?:GPS|IFD\d|ExifIFD|InteropIFD|SubIFD|XMP|IPTC|Photoshop|ICC|MakerNotes|Samsung|Apple|ID3|APE|Keys|UserData|ItemList|JFXX|MPF|PDF-update)/;
const personalTag =
  /:(?:.*(?:GPS|Serial|Owner|Artist|Author|Creator|By-?line|Comment|Company|Manager|LastModifiedBy|Location|Title|Subject|Keywords|Copyright|Make|Model|Software|Producer|Thumbnail|Preview(?!Time|Duration)|Encoder|HostComputer).*)$/i;

/** Names of the tags that tell of a person, a place, a machine or a program; empty when the file is clean. */
export const personalTags = (tags: Tags): readonly string[] =>
  Object.entries(tags)
    .filter(([name]) => !ofTheFile.test(name) && (personalGroup.test(name) || personalTag.test(name)))
    .map(([name, value]) => `${name}=${String(value)}`);
