/**
 * What files hold. {@link dev.serai.file.format.RecordReader} takes files apart into records and
 * {@link dev.serai.file.format.RecordWriter} makes files of records; {@link dev.serai.file.format.FormatFields} has the
 * inputs that tell them how. This package knows streams and names, and nothing of where files lie.
 */
package dev.serai.file.format;
